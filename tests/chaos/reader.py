"""The real reader, and as naughty as a text asks: what the planted articles need."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader import reading
from agents.reader.reading import Reader, Reading
from streams.errors import Unreadable
from streams.records import Article
from tests.broker.readers import misbehave


class NaughtyReader(Reader):
    """Does what a mark in a text says before it reads."""

    def read(self, articles: Sequence[Article]) -> list[Reading | Unreadable]:
        """As the real one."""
        for article in articles:
            misbehave(article.text)
        return super().read(articles)


def build(model: str, packs: Sequence[str]) -> Reader:
    """For DATELINE_READER."""
    reader = reading.build(model, packs)
    reader.__class__ = NaughtyReader
    return reader
