"""Data of the health page: articles by outcome and hour, rate, latency, lag, dead letters by reason."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from functools import partial

import msgspec
from kafka.errors import KafkaError

from streams.contract.errors import DatelineError
from streams.contract.topics import RAW
from streams.desk.current_lag import CurrentLag
from streams.desk.store.store_reader import StoreReader
from streams.kafka.lag import LagReader
from streams.ops.settings import Settings

HOURS = 24
HOUR_MS = 60 * 60 * 1000
LATENCY_ARTICLES = 500
"""Number of last articles over which the latency is computed."""


class HourCount(msgspec.Struct, frozen=True):
    """Outcomes of the articles of one hour."""

    hour_ms: int
    enriched: int = 0
    duplicate: int = 0
    dead: int = 0


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """State of the stream, from the topics."""

    hours: list[HourCount]
    """The last 24 hours, oldest first."""
    enriched: int
    duplicate: int
    dead: int
    """Dead letters in these hours."""
    waiting: int
    """Articles stored here that have no outcome yet."""
    per_minute: float
    """Articles per minute, over the last ten minutes."""
    latency_median_seconds: float | None
    """Median time from the publication of a raw article to its reading, in seconds, over the last articles."""
    latency_p95_seconds: float | None
    lag: int | None
    """Raw articles that the workers' consumer group has not read yet; null if the broker does not answer."""
    reasons: dict[str, int]
    """Number of dead letters in these hours, by reason."""


class HealthReader:
    """Reads the store, and the lag from the broker at most every few seconds."""

    def __init__(
        self,
        settings: Settings,
        reader: StoreReader,
        clock: Callable[[], float] = time.time,
        lag: CurrentLag | None = None,
    ) -> None:
        self._reader, self._clock = reader, clock
        self._topic = settings.topic(RAW)
        self._lag_reader = LagReader(settings)
        self._lag = lag or CurrentLag(self._ask_lag)

    async def read(self) -> Health:
        """Return the current state; `lag` is null if the broker does not answer within a second."""
        lag = await self._lag.get()
        return await self._reader.run(partial(_health, now_ms=int(self._clock() * 1000), lag=lag))

    def close(self) -> None:
        """Close the connections to the broker."""
        self._lag_reader.close()

    def _ask_lag(self) -> int | None:
        try:
            return sum(partition.messages for partition in self._lag_reader.read([self._topic]))
        except (KafkaError, OSError, DatelineError):
            return None


def _health(database: sqlite3.Connection, now_ms: int, lag: int | None) -> Health:
    this_hour = now_ms // HOUR_MS
    first = this_hour - HOURS + 1
    counts: dict[int, dict[str, int]] = {hour: {} for hour in range(first, this_hour + 1)}
    read = database.execute(
        "SELECT read_ms / ?, outcome, count(*) FROM articles WHERE read_ms >= ? GROUP BY 1, 2",
        (HOUR_MS, first * HOUR_MS),
    )
    reasons: dict[str, int] = {}
    for hour, outcome, number in read:
        counts.setdefault(hour, {})[outcome] = number
    dead = database.execute(
        "SELECT arrived_ms / ?, reason, count(*) FROM dead_letters WHERE arrived_ms >= ? GROUP BY 1, 2",
        (HOUR_MS, first * HOUR_MS),
    )
    for hour, reason, number in dead:
        reasons[reason] = reasons.get(reason, 0) + number
        found = counts.setdefault(hour, {})
        found["dead"] = found.get("dead", 0) + number
    hours = [HourCount(hour * HOUR_MS, **found) for hour, found in sorted(counts.items())]
    (waiting,) = database.execute("SELECT count(*) FROM articles WHERE outcome IS NULL").fetchone()
    (recent,) = database.execute("SELECT count(*) FROM articles WHERE read_ms >= ?", (now_ms - 600_000,)).fetchone()
    median, p95 = _latency(database)
    return Health(
        hours=hours,
        enriched=sum(hour.enriched for hour in hours),
        duplicate=sum(hour.duplicate for hour in hours),
        dead=sum(hour.dead for hour in hours),
        waiting=waiting,
        per_minute=round(recent / 10, 1),
        latency_median_seconds=median,
        latency_p95_seconds=p95,
        lag=lag,
        reasons=dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
    )


def _latency(database: sqlite3.Connection) -> tuple[float | None, float | None]:
    rows = database.execute(
        "SELECT read_ms - sent_ms FROM articles WHERE read_ms IS NOT NULL AND sent_ms IS NOT NULL"
        " ORDER BY read_ms DESC LIMIT ?",
        (LATENCY_ARTICLES,),
    )
    taken = sorted(max(0, ms) for (ms,) in rows)
    if not taken:
        return None, None
    return taken[len(taken) // 2] / 1000, taken[min(len(taken) - 1, len(taken) * 95 // 100)] / 1000
