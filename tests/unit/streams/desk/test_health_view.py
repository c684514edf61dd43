"""The health view: outcomes by hour, rate, latency, backlog, dead letters by reason, and a lag that may be unknown."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from streams.desk.current_lag import CurrentLag
from streams.desk.health_view import HOUR_MS, HOURS, Health, HealthReader
from streams.desk.store.changes import Change, DeadLetterReceived
from streams.desk.store.desk_store import DeskStore
from streams.desk.store.store_reader import StoreReader
from streams.ops.settings import load
from streams.subscribe.record_types import DeadLetter
from tests.desk.invented_events import invented_articles

NOW_MS = 500_000 * HOUR_MS + 1_800_000
"""Half an hour after a full hour."""
MADE = list(invented_articles(12, datetime(2026, 3, 20, 12, tzinfo=UTC)))


def health(path: Path, changes: Iterable[Change], lag: int | None = 5) -> Health:
    """Return the health view of a store with these changes."""
    store = DeskStore(path / "desk.sqlite")
    store.write(list(changes), {})
    reader = StoreReader(store.path)
    view = HealthReader(load(), reader, lambda: NOW_MS / 1000, CurrentLag(lambda: lag, wait_seconds=30))
    try:
        return asyncio.run(view.read())
    finally:
        view.close()
        reader.close()
        store.close()


def dead(number: int, reason: str, at_ms: int) -> DeadLetterReceived:
    """Return a dead letter with this time."""
    letter = DeadLetter(
        reason=reason, stage="decode", exception="Unreadable", message="no JSON", topic="articles.raw", partition=0,
        offset=number, attempts=1, key=None, value=b"{", headers=[],
    )  # fmt: skip
    return DeadLetterReceived(letter, at_ms)


def test_an_empty_store_has_every_hour_and_no_latency(tmp_path: Path) -> None:
    shown = health(tmp_path, [], lag=None)
    assert [hour.hour_ms for hour in shown.hours] == [
        (NOW_MS // HOUR_MS - back) * HOUR_MS for back in reversed(range(HOURS))
    ]
    assert (shown.enriched, shown.duplicate, shown.dead, shown.waiting, shown.per_minute) == (0, 0, 0, 0, 0.0)
    assert (shown.latency_median_seconds, shown.latency_p95_seconds, shown.lag) == (None, None, None)


def test_articles_count_in_the_hour_they_were_read_in(tmp_path: Path) -> None:
    recent = [change for made in MADE[:3] for change in made.changes(NOW_MS - 60_000)]
    earlier = [change for made in MADE[3:8] for change in made.changes(NOW_MS - 2 * HOUR_MS)]
    yesterday = [change for made in MADE[8:10] for change in made.changes(NOW_MS - 25 * HOUR_MS)]
    waiting = [MADE[10].changes(NOW_MS)[0]]
    shown = health(tmp_path, [*recent, *earlier, *yesterday, *waiting])
    assert [hour.enriched for hour in shown.hours if hour.enriched] == [5, 3]
    assert shown.hours[-1].enriched == 3
    assert (shown.enriched, shown.waiting, shown.per_minute, shown.lag) == (8, 1, 0.3, 5)
    # Each was read 0.8 s after publication.
    assert (shown.latency_median_seconds, shown.latency_p95_seconds) == (0.8, 0.8)


def test_dead_letters_count_by_reason_most_frequent_first(tmp_path: Path) -> None:
    letters = [dead(number, "not_json", NOW_MS - 1000) for number in range(2)]
    letters += [dead(number, "too_long", NOW_MS - HOUR_MS) for number in range(2, 5)]
    letters.append(dead(5, "not_json", NOW_MS - 30 * HOUR_MS))
    shown = health(tmp_path, letters)
    assert list(shown.reasons.items()) == [("too_long", 3), ("not_json", 2)]
    assert [hour.dead for hour in shown.hours[-2:]] == [3, 2]
    assert shown.dead == 5
