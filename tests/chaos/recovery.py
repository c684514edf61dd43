"""Compute the time until articles flowed as before a fault, from the append times of messages. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.broker.topic_consumer import Message
from tests.chaos.ledger import RunRecord

LATE_SECONDS = 2.0
"""An article that waits longer than this for its outcome is late, in seconds."""


@dataclass(frozen=True, slots=True)
class Window:
    """When a fault was injected and when it was repaired, in Unix time."""

    began: float
    mended: float


def recoveries(run_record: RunRecord, windows: Sequence[Window]) -> list[float]:
    """Return for each fault the seconds from its repair to the last outcome that was late because of it.

    A late article counts for the fault during which its outcome came, that is, before the next fault began.
    """
    outcomes = _first(sorted([*run_record.enriched, *run_record.dead], key=lambda m: m.time))
    fed = _first(run_record.raw)
    late = [(at, outcomes[i]) for i, at in fed.items() if i in outcomes and outcomes[i] - at > LATE_SECONDS]
    found = []
    for number, window in enumerate(windows):
        end = windows[number + 1].began if number + 1 < len(windows) else float("inf")
        # Articles that wait when a fault begins were fed shortly before.
        times = [done for at, done in late if window.began - LATE_SECONDS <= at < end - LATE_SECONDS]
        found.append(round(max(0.0, max(times, default=0.0) - window.mended), 1))
    return found


def _first(messages: Sequence[Message]) -> dict[bytes, float]:
    times: dict[bytes, float] = {}
    for message in messages:
        times.setdefault(message.key or b"", message.time)
    return times
