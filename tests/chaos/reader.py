"""The real reader, with faults on request for the planted articles."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader import reading
from agents.reader.reading import NewsReader, NewsReading
from streams.contract.errors import Unreadable
from streams.contract.records import Article
from tests.broker.stub_reader import misbehave


class MisbehavingReader(NewsReader):
    """Acts on the marker in a text before it reads."""

    def read(self, articles: Sequence[Article]) -> list[NewsReading | Unreadable]:
        """Read as the real reader does."""
        for article in articles:
            misbehave(article.text)
        return super().read(articles)


def build(model: str, packs: Sequence[str]) -> NewsReader:
    """Build the reader for DATELINE_READER."""
    reader = reading.build(model, packs)
    reader.__class__ = MisbehavingReader
    return reader
