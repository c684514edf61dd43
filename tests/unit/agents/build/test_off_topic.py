"""Texts that are not news (recipes, reviews, columns, quizzes, advice) give few false facts."""

from __future__ import annotations

from pathlib import Path

from agents.build.annotated_articles import EVERYDAY, annotated_articles
from agents.build.calibrate_records import kind_of, mark_at
from agents.reader.event_coreference.story_facts import FACTUAL
from agents.reader.reading import NewsReader, NewsReading
from agents.reader.spacy_model.model import SpacyModel

SEEN = [a for a in annotated_articles(EVERYDAY) if a.article.id.startswith("no_news-")]
HELD_OUT = list(annotated_articles(Path(__file__).with_name("off_topic")))
ARTICLES = [*SEEN, *HELD_OUT]
FALSE = 1.4
"""Maximum number of facts per article without an annotation. The articles have many words that look like events."""


def test_texts_without_news_give_few_false_facts(model: SpacyModel) -> None:
    reader = NewsReader(model, ("plover", "general"))
    false: list[tuple[str, str, str]] = []
    for annotated, reading in zip(ARTICLES, reader.read([a.article for a in ARTICLES]), strict=True):
        assert isinstance(reading, NewsReading)
        for event in reading.events:
            mark = mark_at(annotated, event)
            right = mark is not None and kind_of(mark.happening.event_type) == kind_of(event.event_type)
            if event.status in FACTUAL and not right:
                false.append((annotated.article.title or "", event.event_type, event.evidence.trigger))
    assert len(false) <= FALSE * len(ARTICLES), false
