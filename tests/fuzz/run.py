"""Read messages from bytes to bytes in batches; record failures and durations."""

from __future__ import annotations

import faulthandler
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits, DeadArticle, Outcome
from agents.reader.reading import NewsReader
from tests.fuzz.articles import message
from tests.fuzz.check import check
from tests.unit.support.article_texts import model

BATCH = 64
BATCH_SECONDS = 300
"""A batch that takes longer counts as hanging: the process ends with a stack trace."""
LIMITS = ArticleLimits(200_000, 8 << 20)
NOW = "2026-03-12T00:00:00.000+00:00"


@dataclass(slots=True)
class Tally:
    """The results of some messages."""

    outcomes: Counter[str] = field(default_factory=Counter)
    events: int = 0
    spans: int = 0
    chars: int = 0
    slowest: list[tuple[float, int]] = field(default_factory=list)
    """CPU seconds per 1,000 bytes and the number of the first message, of the slowest batches."""
    failures: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add another tally."""
        self.outcomes += other.outcomes
        self.events += other.events
        self.chars += other.chars
        self.slowest = sorted([*self.slowest, *other.slowest], reverse=True)[:5]
        self.failures += other.failures


@cache
def reader() -> NewsReader:
    """Return the default reader, loaded once per process."""
    return NewsReader(model())


def read(raws: Iterable[bytes]) -> list[Outcome]:
    """Return the outcomes of messages, as a reader process computes them."""
    return outcomes(reader(), list(raws), NOW, LIMITS)


def fuzz(start: int, end: int, seed: int) -> Tally:
    """Read the messages from number `start` up to `end` and check every outcome."""
    reader()
    tally = Tally()
    for first in range(start, end, BATCH):
        numbers = range(first, min(first + BATCH, end))
        raws = [message(number, seed) for number in numbers]
        faulthandler.dump_traceback_later(BATCH_SECONDS, exit=True)
        began = time.process_time()
        found = read(raws)
        seconds = time.process_time() - began
        faulthandler.cancel_dump_traceback_later()
        size = sum(map(len, raws))
        tally.add(Tally(chars=size, slowest=[(1000 * seconds / size, first)]))
        for number, raw, outcome in zip(numbers, raws, found, strict=True):
            _count(tally, number, raw, outcome)
    return tally


def _count(tally: Tally, number: int, raw: bytes, outcome: Outcome) -> None:
    tally.outcomes[outcome.reason.value if isinstance(outcome, DeadArticle) else "enriched"] += 1
    tally.events += 0 if isinstance(outcome, DeadArticle) else len(outcome.events)
    try:
        check(raw, outcome)
    except Exception as error:  # noqa: BLE001 - record any failure and try the other messages
        tally.failures.append((number, f"{type(error).__name__}: {str(error)[:500]}"))
