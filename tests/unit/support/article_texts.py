"""Article texts for tests, cleaned and parsed as the reader does."""

from __future__ import annotations

from functools import cache

from agents.reader.spacy_model.model import SpacyModel
from agents.reader.syntax.headline_clauses import repair_headline
from agents.reader.syntax.headlines import mark_short_passives
from agents.reader.syntax.reattachment import reattach
from agents.reader.text.article_text import ArticleText, Passage
from agents.reader.text.passages import passages
from streams.contract.codec import parse_moment
from streams.contract.records import Article


@cache
def model() -> SpacyModel:
    """Return the default model, loaded once per process."""
    return SpacyModel()


def page_of(text: str, published: str | None = None, title: str | None = None) -> ArticleText:
    """Return the parsed text of an article."""
    article = Article(id="a", text=text, title=title, published_at=published)
    parts = passages(article)
    docs = model().parse(part.text for part in parts)
    read = [Passage(c.field, c.text, c.offsets, c.ends, doc, c.part) for c, doc in zip(parts, docs, strict=True)]
    for passage in read:
        if passage.is_headline:
            repair_headline(passage.doc)
        mark_short_passives(passage.doc, headline=passage.is_headline)
        reattach(passage.doc)
    return ArticleText(article, parse_moment(published) if published else None, read)
