"""The real reader, which misbehaves as a text asks: what the planted articles need."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader import reading
from agents.reader.reading import NewsReader, NewsReading
from streams.contract.errors import Unreadable
from streams.contract.records import Article
from tests.broker.stub_reader import misbehave


class MisbehavingReader(NewsReader):
    """Does what a mark in a text says before it reads."""

    def read(self, articles: Sequence[Article]) -> list[NewsReading | Unreadable]:
        """As the real one."""
        for article in articles:
            misbehave(article.text)
        return super().read(articles)


def build(model: str, packs: Sequence[str]) -> NewsReader:
    """For DATELINE_READER."""
    reader = reading.build(model, packs)
    reader.__class__ = MisbehavingReader
    return reader
