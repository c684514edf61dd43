"""Pages for tests: a text cleaned and parsed as the reader would."""

from __future__ import annotations

from functools import cache

from agents.reader.text.model import Model
from agents.reader.text.page import Page, Passage
from agents.reader.text.passages import passages
from streams.codec import parse_moment
from streams.records import Article


@cache
def model() -> Model:
    """The default model, loaded once a test run."""
    return Model()


def page_of(text: str, published: str | None = None, title: str | None = None) -> Page:
    """The parsed page of an article."""
    article = Article(id="a", text=text, title=title, published_at=published)
    parts = passages(article)
    docs = model().parse(part.text for part in parts)
    read = [Passage(c.field, c.text, c.offsets, c.ends, doc) for c, doc in zip(parts, docs, strict=True)]
    return Page(article, parse_moment(published) if published else None, read)
