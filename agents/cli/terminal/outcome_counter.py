"""Counting what comes out against what went in: every article, every event of an enriched one, repeats apart."""

from __future__ import annotations

from collections.abc import Sequence


class OutcomeCounter:
    """Counts outcomes until as many as `expected` articles and all of their events are there."""

    def __init__(self, expected: int) -> None:
        self._expected = expected
        self._seen: set[str] = set()
        self._enriched = self._duplicates = self._dead = self._announced = self._repeats = 0

    def enriched(self, event_ids: Sequence[str]) -> None:
        """An enriched article came out and announced these events."""
        self._enriched += 1
        self._announced += len(event_ids)

    def duplicate(self) -> None:
        """An article came out as a duplicate of another."""
        self._duplicates += 1

    def dead(self) -> None:
        """A dead letter came out."""
        self._dead += 1

    def event(self, event_id: str) -> bool:
        """An event came out; True the first time, False for a repeat, which a subscriber drops."""
        if event_id in self._seen:
            self._repeats += 1
            return False
        self._seen.add(event_id)
        return True

    @property
    def articles(self) -> int:
        """Articles accounted for."""
        return self._enriched + self._duplicates + self._dead

    @property
    def events(self) -> int:
        """Events that came out, repeats included."""
        return len(self._seen) + self._repeats

    @property
    def complete(self) -> bool:
        """Every article has its outcome, and every event announced has come, repeats too."""
        return self.articles >= self._expected and self.events >= self._announced

    def summary(self) -> str:
        """One line for people."""
        repeats = f", {self._repeats} repeated events dropped by id" if self._repeats else ""
        return (
            f"{self.articles} articles: {self._enriched} enriched, {self._duplicates} duplicates,"
            f" {self._dead} dead letters;"
            f" {len(self._seen)} events{repeats}"
        )
