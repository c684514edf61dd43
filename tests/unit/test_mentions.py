"""Mentions: where things are named."""

from __future__ import annotations

from agents.reader.candidates import LABELS
from agents.reader.mentions import find_mentions
from agents.reader.model import Model
from agents.reader.page import Page, Passage
from agents.reader.passages import passages
from streams.records import Article


def read(model: Model, text: str, title: str | None = None) -> Page:
    article = Article(id="a", text=text, title=title)
    parts = passages(article)
    docs = model.parse(part.text for part in parts)
    read = [Passage(c.field, c.text, c.offsets, c.ends, doc) for c, doc in zip(parts, docs, strict=True)]
    return Page(article, None, read)


def test_each_mention_slices_to_its_text() -> None:
    page = read(Model(), "Anna Petrova met Sir John Malcolm in Paris.\n\nThey flew to “Kenya”.", "Petrova in Paris")
    found = find_mentions(page)
    assert found
    for mention in found:
        assert page.slice(mention.field, mention.start, mention.end) == mention.text
        assert mention.label in LABELS
