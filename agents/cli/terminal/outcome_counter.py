"""Counting of outputs against inputs: articles, and the events of enriched articles, without repeats."""

from __future__ import annotations

from collections.abc import Sequence


class OutcomeCounter:
    """Counts outcomes until `expected` articles and all of their events have arrived."""

    def __init__(self, expected: int) -> None:
        self._expected = expected
        self._seen: set[str] = set()
        self._enriched = self._duplicates = self._dead = self._announced = self._repeats = 0

    def enriched(self, event_ids: Sequence[str]) -> None:
        """Count an enriched article and the events that it announces."""
        self._enriched += 1
        self._announced += len(event_ids)

    def duplicate(self) -> None:
        """Count an article that duplicates another."""
        self._duplicates += 1

    def dead(self) -> None:
        """Count a dead letter."""
        self._dead += 1

    def event(self, event_id: str) -> bool:
        """Count an event; return True the first time, False for a repeat, which a subscriber drops."""
        if event_id in self._seen:
            self._repeats += 1
            return False
        self._seen.add(event_id)
        return True

    @property
    def articles(self) -> int:
        """The number of articles with an outcome."""
        return self._enriched + self._duplicates + self._dead

    @property
    def events(self) -> int:
        """The number of events, including repeats."""
        return len(self._seen) + self._repeats

    @property
    def complete(self) -> bool:
        """Whether every article has its outcome and every announced event has arrived."""
        return self.articles >= self._expected and self.events >= self._announced

    def summary(self) -> str:
        """Return a summary on one line."""
        repeats = f", {self._repeats} repeated events dropped by id" if self._repeats else ""
        return (
            f"{self.articles} articles: {self._enriched} enriched, {self._duplicates} duplicates,"
            f" {self._dead} dead letters;"
            f" {len(self._seen)} events{repeats}"
        )
