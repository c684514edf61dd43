"""Check that processing time grows no faster than the text: each kind of endless text at twice the length."""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec

from agents.pool.outcome import Enriched
from tests.fuzz.articles import ENDLESS
from tests.fuzz.run import read

OPENING = "The mayor of Oslo met the press. "
CHARS = (12_000, 24_000, 48_000)
MOST = 2.6
"""Limit of the ratio of work or output for twice the text: 2 and a tolerance."""
LEAST_SECONDS = 0.2
"""Shortest processor time in seconds for which a ratio is meaningful."""
TRIES = 2


def fast_growing_kinds(say: Callable[[str], None]) -> list[str]:
    """Return the kinds of text whose processing time or output grows too fast; `say` receives the figures."""
    say(f"growth: CPU seconds and output kB at {CHARS} characters; times as much for the last doubling")
    slow = []
    read([endless("paragraphs", 1000)])
    for kind in ENDLESS:
        costs = [_cost(endless(kind, chars)) for chars in CHARS]
        (once, out_once), (twice, out_twice) = costs[1:]
        ratio, out_ratio = twice / max(once, LEAST_SECONDS), out_twice / max(out_once, 1)
        worse = ratio > MOST or out_ratio > MOST
        slow += [kind] if worse else []
        say(
            f"  {kind:18}{'  '.join(f'{seconds:6.2f} s {size / 1000:7.1f}' for seconds, size in costs)}"
            f"   x{ratio:.1f} x{out_ratio:.1f}{'  FASTER THAN ITS TEXT' if worse else ''}"
        )
    return slow


def endless(kind: str, chars: int) -> bytes:
    """Return a message with an article that repeats one kind of text, with about so many characters."""
    text = OPENING + ENDLESS[kind] * (chars // len(ENDLESS[kind]))
    return msgspec.json.encode({"id": "a", "text": text, "language": "en", "published_at": "2026-03-10"})


def _cost(raw: bytes) -> tuple[float, int]:
    """Return processor time in seconds (the minimum of some runs) and bytes of output."""
    least, size = float("inf"), 0
    for _ in range(TRIES):
        began = time.process_time()
        (outcome,) = read([raw])
        least = min(least, time.process_time() - began)
        assert isinstance(outcome, Enriched), outcome
        size = len(outcome.value) + sum(len(event.value) for event in outcome.events)
    return least, size
