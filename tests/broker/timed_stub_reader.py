"""A stub reader that reports the time of its stages, as the real reader does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agents.reader.stage_timer import StageTimer
from streams.contract.errors import Unreadable
from streams.contract.records import Article, Entity
from tests.broker.stub_reader import Reading, StubReader

STAGES = ("language", "parse", "names", "places", "dates", "numbers", "events")


class TimedStubReader(StubReader):
    """Finds one entity per article and counts words."""

    def __init__(self) -> None:
        self.meter = StageTimer()

    def read(self, articles: Sequence[Article]) -> list[Reading | Unreadable]:
        """Return one item per article, in order."""
        self.meter.begin()
        for stage in STAGES:
            self.meter.lap(stage)
        self.meter.tokens += sum(len(article.text.split()) for article in articles)
        town = [Entity(id="e1", name="Kabul", label="GPE", mentions=[])]
        return [
            found if isinstance(found, Unreadable) else replace(found, entities=town)
            for found in super().read(articles)
        ]


def build(model: str, packs: Sequence[str]) -> TimedStubReader:
    """Build the reader for DATELINE_READER."""
    return TimedStubReader()
