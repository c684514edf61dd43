"""Queries over events: pages, new events, one event, counts by bucket, map points. They return rows, know no HTTP."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from streams.desk.store.filter_sql import where
from streams.desk.store.filters import Filter

MOST_BUCKETS = 400
MOST_POINTS = 2_000
ROWS_AT_ONCE = 500

Database = sqlite3.Connection


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event's record as it was published, and its number in this store."""

    seq: int
    record: bytes


def single_line(record: bytes) -> bytes:
    """Return the record's JSON on one line; JSON has line breaks only between tokens, never in strings."""
    return record.replace(b"\r", b" ").replace(b"\n", b" ")


def event_page(database: Database, wanted: Filter, before: int | None, limit: int) -> list[StoredEvent]:
    """Return the newest events before a sequence number (None: the newest of all), newest first."""
    condition, values = where(wanted)
    return _stored(
        database,
        f"SELECT e.seq FROM events e WHERE e.seq < ? AND {condition} ORDER BY e.seq DESC LIMIT ?",  # noqa: S608
        [before if before is not None else 2**62, *values, limit],
    )


def last_seq(database: Database) -> int:
    """Return the sequence number of the newest event; 0 for none."""
    (seq,) = database.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()
    return int(seq)


def events_between(database: Database, wanted: Filter, after: int, upto: int, limit: int) -> list[StoredEvent]:
    """Return the events after one sequence number and up to another, oldest first."""
    condition, values = where(wanted, after)
    return _stored(
        database,
        f"SELECT e.seq FROM events e WHERE e.seq > ? AND e.seq <= ? AND {condition} ORDER BY e.seq LIMIT ?",  # noqa: S608
        [after, upto, *values, limit],
    )


def all_events(database: Database, wanted: Filter, most: int) -> Iterator[bytes]:
    """Yield the records of at most `most` matching events, newest first; only a few hundred are in memory at once."""
    before: int | None = None
    while most > 0:
        page = event_page(database, wanted, before, min(ROWS_AT_ONCE, most))
        if not page:
            return
        yield from (event.record for event in page)
        before, most = page[-1].seq, most - len(page)


def event_by_id(database: Database, event_id: str) -> StoredEvent | None:
    """Return an event by its id; None where the store has none."""
    found = _stored(database, "SELECT seq FROM events WHERE event_id = ?", [event_id])
    return found[0] if found else None


def events_of_article(database: Database, article_id: str) -> list[StoredEvent]:
    """Return the events of an article, in the order in which they came."""
    return _stored(database, "SELECT seq FROM events WHERE article_id = ? ORDER BY seq LIMIT 1000", [article_id])


def _stored(database: Database, numbers: str, values: Sequence[object]) -> list[StoredEvent]:
    """Select on the narrow table first, then look up the records of the selected events."""
    seqs = [seq for (seq,) in database.execute(numbers, list(values))]
    look_up = "SELECT record FROM event_records WHERE seq = ?"
    return [StoredEvent(seq, database.execute(look_up, (seq,)).fetchone()[0]) for seq in seqs]


class Bucket(msgspec.Struct, frozen=True):
    """Number of events in one bucket, in total and by PLOVER quad class (`0`: without a class)."""

    value: str | None
    """The bucket: a day, a type, a country …; null for events without one."""
    events: int
    quad_classes: dict[int, int]


_COLUMNS = {
    "mode": "t.value",
    "type": "e.event_type",
    "status": "e.status",
    "country": "e.country",
    "source": "e.source",
    "event_day": "e.event_day",
    "report_day": "e.report_day",
}
BUCKETS = ("day", "type", "mode", "status", "country", "source")


def counts(database: Database, wanted: Filter, by: str) -> list[Bucket]:
    """Return the number of matching events by bucket, at most `MOST_BUCKETS`: the newest days, or the largest buckets.

    The day is that of the event (only if it is known to the day) or of the report, as `date_of` says.
    """
    condition, values = where(wanted)
    column, source = _COLUMNS[f"{wanted.date_of}_day" if by == "day" else by], "events e"
    if by == "mode":
        source = "events e JOIN event_tags t ON t.seq = e.seq AND t.kind = 'mode'"
    rows = database.execute(
        f"SELECT {_grouped(column, condition)}, e.quad_class, count(*) FROM {source}"  # noqa: S608
        f" WHERE {condition} GROUP BY 1, 2",
        values,
    )
    found: dict[Any, dict[int, int]] = {}
    for value, quad, number in rows:
        found.setdefault(value, {})[quad] = number
    if by == "day":
        days = sorted(value for value in found if value is not None)[-MOST_BUCKETS:]
        ordered = days + ([None] if None in found else [])
        return [_bucket(date.fromordinal(day).isoformat() if day else None, found[day]) for day in ordered]
    largest = sorted(found, key=lambda value: (-sum(found[value].values()), str(value)))[:MOST_BUCKETS]
    return [_bucket(value, found[value]) for value in largest]


def _grouped(column: str, condition: str) -> str:
    """Return the column to group by. With a condition, the column's index is disabled: it would look up every row."""
    return column if condition == "1" else f"+{column}"


def _bucket(value: str | None, quads: dict[int, int]) -> Bucket:
    return Bucket(value, sum(quads.values()), quads)


class MapPoint(msgspec.Struct, frozen=True):
    """A place on the map and the events there."""

    lat: float
    lon: float
    precision: str
    name: str
    country: str
    events: int
    quad_classes: dict[int, int]


class MapPoints(msgspec.Struct, frozen=True):
    """The places with most events, and how many events are not on the map."""

    points: list[MapPoint]
    without_point: int
    """Number of events without coordinates."""
    left_out: int
    """Number of events at places beyond the first `MOST_POINTS`."""


def map_points(database: Database, wanted: Filter) -> MapPoints:
    """Return the map points of all matching events."""
    condition, values = where(wanted)
    rows = database.execute(
        f"SELECT {_grouped('e.place_id', condition)}, e.quad_class, count(*) FROM events e"  # noqa: S608
        f" WHERE {condition} GROUP BY 1, 2",
        values,
    )
    found: dict[int | None, dict[int, int]] = {}
    for place_id, quad, number in rows:
        found.setdefault(place_id, {})[quad] = number
    nowhere = sum(found.pop(None, {}).values())
    largest = sorted(found, key=lambda place_id: (-sum(found[place_id].values()), place_id or 0))
    left_out = sum(sum(found[place_id].values()) for place_id in largest[MOST_POINTS:])
    look_up = "SELECT lat, lon, precision, name, country FROM places WHERE place_id = ?"
    points = []
    for place_id in largest[:MOST_POINTS]:
        lat, lon, precision, name, country = database.execute(look_up, (place_id,)).fetchone()
        quads = found[place_id]
        points.append(MapPoint(lat, lon, precision, name, country, sum(quads.values()), quads))
    return MapPoints(points, nowhere, left_out)
