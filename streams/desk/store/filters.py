"""The filters that every endpoint shares: parsed from a query string, written as one, converted to a route's rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, get_args

import msgspec

from streams.contract.errors import DatelineError
from streams.contract.records import Status
from streams.routing.rule import Rule

LISTS = ("type", "mode", "status", "country", "actor_country", "sector", "actor", "text", "source")
"""Parameters that may be repeated: an event matches if it matches one of the values."""
SINGLE = ("box", "from", "to", "date_of", "min_confidence")
MOST_VALUES = 20
"""Largest number of values of one parameter."""
LONGEST_VALUE = 200
"""Longest value, in characters."""
_CODES = ("type", "country", "actor_country", "sector")
"""Parameters that records have in upper case; queries may use any case."""


class BadQuery(DatelineError):
    """A query that cannot be answered; the message names the parameter and how to fix it."""


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Selects events; an empty filter selects all. Values of one list are alternatives."""

    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    """Alpha-3 codes of the event's place."""
    actor_country: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    """Words in the name of an actor or recipient; `protest*` matches words with this prefix."""
    text: tuple[str, ...] = ()
    """Words in the title or the sentence of evidence."""
    source: tuple[str, ...] = ()
    box: tuple[float, float, float, float] | None = None
    """South, west, north, east in degrees; west > east crosses the antimeridian."""
    date_from: date | None = None
    date_to: date | None = None
    date_of: Literal["event", "report"] = "event"
    """Whether the dates are those of the event or of the article's publication."""
    min_confidence: float = 0.0


Query = Iterable[tuple[str, str]]
"""Decoded names and values of a query string, in order."""


def parse_query(query: Query, also: Iterable[str] = ()) -> tuple[Filter, dict[str, str]]:
    """Return the filter in a query string, and the values of the endpoint's other parameters, named in `also`.

    Raises:
        BadQuery: an unknown parameter, one given twice, too many values, or a value out of its range.
    """
    lists: dict[str, list[str]] = {}
    single: dict[str, str] = {}
    known = (*SINGLE, *also)
    for name, value in query:
        if name not in LISTS and name not in known:
            raise BadQuery(f"unknown parameter {name[:50]!r}: not one of {', '.join((*LISTS, *known))}")
        _check_value(name, value)
        if name in LISTS:
            lists.setdefault(name, []).append(value)
        elif name in single:
            raise BadQuery(f"{name} is given twice")
        else:
            single[name] = value
    for name, values in lists.items():
        if len(values) > MOST_VALUES:
            raise BadQuery(f"{name} has {len(values)} values; the maximum is {MOST_VALUES}")
    wanted = _filter(lists, single)
    return wanted, {name: single[name] for name in also if name in single}


def _check_value(name: str, value: str) -> None:
    if len(value) > LONGEST_VALUE:
        raise BadQuery(f"{name} has {len(value)} characters; the maximum is {LONGEST_VALUE}")
    if not value.strip() or any(c < " " or "\ud800" <= c <= "\udfff" for c in value):
        raise BadQuery(f"{name} is blank or has a control character")


def _filter(lists: Mapping[str, list[str]], single: Mapping[str, str]) -> Filter:
    values: dict[str, Any] = {
        name: tuple(dict.fromkeys(v.upper() if name in _CODES else v for v in found)) for name, found in lists.items()
    }
    for status in values.get("status", ()):
        if status not in get_args(Status):
            raise BadQuery(f"status {status!r}: not one of {', '.join(get_args(Status))}")
    if "box" in single:
        values["box"] = _box(single["box"])
    for name in ("from", "to"):
        if name in single:
            values[f"date_{name}"] = _day(name, single[name])
    if single.get("date_of", "event") not in ("event", "report"):
        raise BadQuery(f"date_of {single['date_of']!r}: event or report")
    values["date_of"] = single.get("date_of", "event")
    values["min_confidence"] = _number("min_confidence", single.get("min_confidence", "0"))
    wanted = Filter(**values)
    to_rule(wanted)
    return wanted


def to_rule(wanted: Filter) -> Rule:
    """Return the part of a filter that a route's rule can express: everything except source and dates.

    Raises:
        BadQuery: a value that no event could match.
    """
    given = {
        "type": wanted.type,
        "mode": wanted.mode,
        "country": wanted.country,
        "actor_country": wanted.actor_country,
        "sector": wanted.sector,
        "actor": wanted.actor,
        "keyword": wanted.text,
        "box": wanted.box,
        "status": wanted.status,
        "min_confidence": wanted.min_confidence,
    }
    try:
        return msgspec.convert(given, Rule, strict=False)
    except msgspec.ValidationError as error:
        raise BadQuery(str(error).partition(" - at ")[0]) from error


def query_parameters(wanted: Filter) -> list[tuple[str, str]]:
    """Return the filter as parameters of a query string, in a fixed order, without default values."""
    pairs = [(name, value) for name in LISTS for value in getattr(wanted, name)]
    if wanted.box:
        pairs.append(("box", ",".join(f"{degrees:g}" for degrees in wanted.box)))
    pairs += [
        (name, day.isoformat()) for name, day in (("from", wanted.date_from), ("to", wanted.date_to)) if day is not None
    ]
    if wanted.date_of != "event":
        pairs.append(("date_of", wanted.date_of))
    if wanted.min_confidence:
        pairs.append(("min_confidence", f"{wanted.min_confidence:g}"))
    return pairs


def _box(value: str) -> tuple[float, ...]:
    parts = value.split(",")
    if len(parts) != 4:
        raise BadQuery(f"box {value!r}: four numbers, south,west,north,east in degrees")
    return tuple(_number("box", part) for part in parts)


def _day(name: str, value: str) -> date:
    try:
        if len(value) != len("2026-03-10"):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadQuery(f"{name} {value!r}: a day such as 2026-03-10") from error


def _number(name: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError as error:
        raise BadQuery(f"{name} {value!r}: not a number") from error
    if not -1000 <= number <= 1000:
        raise BadQuery(f"{name} {value!r}: out of range")
    return number
