"""Convert a filter to an SQL condition on the table `events`. Values are bound, never written into the statement."""

from __future__ import annotations

from collections.abc import Sequence

from streams.desk.store.filters import Filter
from streams.routing.rule import words

Condition = tuple[str, list[object]]
"""SQL over `events` as `e`, and the values of its placeholders in order."""


def where(wanted: Filter, after: int = 0) -> Condition:
    """Return the condition; `1` for an empty filter.

    With `after`, only events after that sequence number are searched in the indexes of words and tags.
    """
    parts = [
        _in("e.event_type", wanted.type),
        _in("e.status", wanted.status),
        _in("e.country", wanted.country),
        _in("e.source", wanted.source),
        _tagged("mode", wanted.mode, after),
        _tagged("actor_country", wanted.actor_country, after),
        _tagged("sector", wanted.sector, after),
        _words("actors", wanted.actor, after),
        _words("words", wanted.text, after),
        _box(wanted),
        _dates(wanted),
        ("e.confidence >= ?", [wanted.min_confidence]) if wanted.min_confidence else None,
    ]
    given = [part for part in parts if part is not None]
    return " AND ".join(sql for sql, _ in given) or "1", [value for _, values in given for value in values]


def match_expression(phrases: Sequence[str]) -> str:
    """Return an FTS5 query for any of the phrases, by whole words; `protest*` matches words with this prefix."""
    return " OR ".join(f'"{words(phrase)}"' + (" *" if phrase.endswith("*") else "") for phrase in phrases)


def _in(column: str, values: Sequence[str]) -> Condition | None:
    return (f"{column} IN ({_marks(values)})", list(values)) if values else None


def _tagged(kind: str, values: Sequence[str], after: int) -> Condition | None:
    if not values:
        return None
    sql = f"e.seq IN (SELECT seq FROM event_tags WHERE kind = ? AND value IN ({_marks(values)}) AND seq > ?)"  # noqa: S608
    return sql, [kind, *values, after]


def _words(column: str, phrases: Sequence[str], after: int) -> Condition | None:
    if not phrases:
        return None
    sql = f"e.seq IN (SELECT rowid FROM event_words WHERE event_words.{column} MATCH ? AND rowid > ?)"  # noqa: S608
    return sql, [match_expression(phrases), after]


def _box(wanted: Filter) -> Condition | None:
    """Return the condition for the box. The R*Tree rounds to 32-bit numbers, so exact coordinates are compared too."""
    if wanted.box is None:
        return None
    south, west, north, east = wanted.box
    between = "p.lon BETWEEN ? AND ?" if west <= east else "(p.lon >= ? OR p.lon <= ?)"
    near = "i.east >= ? AND i.west <= ?" if west <= east else "(i.east >= ? OR i.west <= ?)"
    sql = (
        "e.place_id IN (SELECT p.place_id FROM place_index i JOIN places p USING (place_id)"  # noqa: S608
        f" WHERE i.north >= ? AND i.south <= ? AND {near} AND p.lat BETWEEN ? AND ? AND {between})"
    )
    return sql, [south, north, west, east, south, north, west, east]


def _dates(wanted: Filter) -> Condition | None:
    """Return the condition for the dates: the event's days overlap the range, or the report was published in it."""
    first, last = ("event_from", "event_to") if wanted.date_of == "event" else ("report_day", "report_day")
    parts: list[str] = []
    values: list[object] = []
    if wanted.date_from:
        parts.append(f"e.{last} >= ?")
        values.append(wanted.date_from.toordinal())
    if wanted.date_to:
        parts.append(f"e.{first} <= ?")
        values.append(wanted.date_to.toordinal())
    return (" AND ".join(parts), values) if parts else None


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
