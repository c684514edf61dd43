"""The reader: it runs all stages on batches of articles and returns their readings."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec

from agents.reader.coded_events.coded_event import CodedEvent, EventAnalysis
from agents.reader.entities.entities import find_entities
from agents.reader.events import events
from agents.reader.numbers.counts import find_counts
from agents.reader.ontology.packs import DEFAULT, load
from agents.reader.places import places
from agents.reader.places.entity_countries import with_countries
from agents.reader.spacy_model.model import SpacyModel
from agents.reader.stage_timer import StageTimer
from agents.reader.syntax.headline_clauses import repair_headline
from agents.reader.syntax.headlines import mark_short_passives
from agents.reader.syntax.reattachment import reattach
from agents.reader.syntax.tree import Doc
from agents.reader.text.agencies import credited_agency
from agents.reader.text.article_text import ArticleText, Passage
from agents.reader.text.foreign_paragraphs import readable_passages
from agents.reader.timex import date_mentions
from streams.contract.codec import parse_moment
from streams.contract.errors import Reason, Unreadable
from streams.contract.field_warning import FieldWarning, WarningReason
from streams.contract.records import Article, DateMention, Entity, Place


@dataclass(frozen=True, slots=True)
class NewsReading:
    """The result of reading one article; the caller adds ids, times and versions."""

    article: Article
    language: str
    entities: list[Entity]
    places: list[Place]
    dates: list[DateMention]
    analyses: list[EventAnalysis]
    """All triggers with their reasons, including dropped ones; `dateline explain` shows them."""
    docs: Sequence[Doc] = ()
    """The parsed passages in which events were searched."""

    @property
    def events(self) -> list[CodedEvent]:
        """The events, in order of their triggers."""
        return [analysis.coded for analysis in self.analyses if analysis.dropped is None]

    @property
    def agency(self) -> str | None:
        """The news agency that the article credits."""
        return credited_agency(self.article)


class NewsReader:
    """Reads articles with one model. Build one per process: loading takes seconds, reading milliseconds."""

    def __init__(self, model: SpacyModel, packs: Sequence[str] = DEFAULT) -> None:
        """Create a reader with these event packs: names of included ones (`plover`, `general`), folders of others."""
        self.events = load(*packs)
        self.ontology = self.events.name
        self.model = model
        self.model_name = model.name
        self.meter = StageTimer()
        """Without a clock; the caller replaces it to measure."""

    def read(self, articles: Sequence[Article]) -> list[NewsReading | Unreadable]:
        """Return one item per article, in order: a reading, or an `Unreadable` if it cannot be read.

        Any exception is a bug.
        """
        with _no_garbage_collection():
            return self._read(articles)

    def _read(self, articles: Sequence[Article]) -> list[NewsReading | Unreadable]:
        self.meter.begin()
        found = [readable_passages(article) for article in articles]
        cleaned = [parts for _, parts, _ in found]
        self.meter.lap("language")
        parsed = self.model.parse(clean.text for clean_article in cleaned for clean in clean_article)
        self.meter.lap("parse")
        self.meter.tokens += sum(map(len, parsed))
        docs = iter(parsed)
        results: list[NewsReading | Unreadable] = []
        for article, (language, parts, left_out) in zip(articles, found, strict=True):
            if language != "en":
                results.append(_unsupported(article, language))
                continue
            if left_out:
                article = _warned(article)
            article_text = ArticleText(article, parse_moment(article.published_at) if article.published_at else None)
            article_text.passages = [Passage(c.field, c.text, c.offsets, c.ends, next(docs), c.part) for c in parts]
            for passage in article_text.passages:
                if passage.is_headline:
                    repair_headline(passage.doc)
                mark_short_passives(passage.doc, headline=passage.is_headline)
                reattach(passage.doc)
            results.append(self._understand(article_text, language))
        return results

    def _understand(self, article_text: ArticleText, language: str) -> NewsReading:
        lap = self.meter.lap
        entities = find_entities(article_text)
        lap("names")
        found_places = places.find_places(article_text, entities)
        entities = with_countries(entities, found_places)
        lap("places")
        found_dates = date_mentions.find_dates(article_text)
        lap("dates")
        counts = find_counts(article_text)
        lap("numbers")
        analyses = events.read_events(article_text, entities, found_places, found_dates, counts, self.events)
        lap("events")
        return NewsReading(
            article_text.article, language, entities, found_places, found_dates, analyses, article_text.story_docs
        )


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Disable garbage collection during a batch: its objects live until its end, and every collection visits them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def build(model: str, packs: Sequence[str] = DEFAULT) -> NewsReader:
    """Return the reader of a reader process, with the model of that name and these event packs."""
    return NewsReader(SpacyModel(model), packs)


def _warned(article: Article) -> Article:
    """Return the article with a warning that not all of its text was read."""
    warning = FieldWarning(field="text", reason=WarningReason.OTHER_LANGUAGE)
    return msgspec.structs.replace(article, warnings=[*article.warnings, warning])


def _unsupported(article: Article, language: str) -> Unreadable:
    return Unreadable(Reason.UNSUPPORTED_LANGUAGE, f"the text is in {language!r}; the model reads English", article.id)
