"""Parsing of a publication date, in the forms common in feeds, web pages and scrapers.

dateutil parses words, ordinals and times. Decided here, because dateutil would guess: the zone of an abbreviation,
whether 3/9/2026 is in March, the unit of a number, and whether a part is missing. A guess is never returned.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from streams.contract.date_context import DateContext, conventions
from streams.contract.date_text import RFC3339, UnreadableDate, read_date_text
from streams.contract.field_warning import WarningReason

EARLIEST, LATEST = 1600, 2200
"""Years between which a publication date is valid."""
MAX_CHARS = 200
"""Maximum characters of a date; a longer text is not parsed."""
TOLERANCE = timedelta(days=1)
"""How much later than `latest` a date may be: zones are up to 14 hours from UTC, and clocks are inaccurate."""
WRAPPERS = ("$date", "@value", "$numberLong", "value", "date", "seconds", "_seconds")
"""Keys under which databases and JSON-LD wrap a date in an object."""
MAX_NESTED = 2


@dataclass(frozen=True, slots=True)
class DateReading:
    """The parsed date: an RFC 3339 time, an ISO 8601 date or None, and a warning if there is one."""

    value: str | None
    reason: WarningReason | None = None


def read_publication_date(value: object, context: DateContext | None = None) -> DateReading:
    """Return the publication date in a value of any JSON type.

    A time keeps its offset, so that the local day is known; without a zone it is UTC. With an unknown zone only the day
    is returned, with a reason. None without a reason means that no date was given.
    """
    context = context or DateContext()
    value = _unwrapped(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return DateReading(None)
    try:
        moment, reason = _moment(value, context)
        _check(moment, context.latest)
    except UnreadableDate as error:
        return DateReading(None, error.reason)
    if isinstance(value, str) and RFC3339.fullmatch(value):
        return DateReading(value)
    return DateReading(_written(moment), reason)


def _unwrapped(value: object) -> object:
    """Return the date in a list of one item or in an object that wraps it."""
    for _ in range(MAX_NESTED):
        if isinstance(value, list) and len(value) == 1:
            (value,) = value
        elif isinstance(value, dict):
            value = next((value[name] for name in WRAPPERS if name in value), value)
    return value


def _moment(value: object, context: DateContext) -> tuple[date | datetime, WarningReason | None]:
    """Return the date in a value, and a warning if its zone is unknown.

    Raises:
        UnreadableDate: there is no date, or it is ambiguous.
    """
    if isinstance(value, list):
        return _parts(value), None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise UnreadableDate(WarningReason.WRONG_TYPE)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise UnreadableDate(WarningReason.NO_DATE)
        value = format(value, ".6f") if abs(value) < 10**15 else str(int(value))
    elif isinstance(value, int):
        value = str(value) if abs(value) < 10**20 else "?"
    if len(value) > MAX_CHARS:
        raise UnreadableDate(WarningReason.UNKNOWN_DATE_FORM)
    return read_date_text(value, context)


def _parts(value: list[Any]) -> date | datetime:
    """Return the date in a list of year, month, day, hour …, as Java and Python's `struct_time` give in JSON."""
    if not 3 <= len(value) <= 9 or not all(type(part) is int for part in value):
        raise UnreadableDate(WarningReason.WRONG_TYPE)
    try:
        return date(*value) if len(value) == 3 else datetime(*value[:6])
    except (ValueError, OverflowError) as error:
        raise UnreadableDate(WarningReason.UNKNOWN_DATE_FORM) from error


def _check(moment: date | datetime, latest: datetime | None) -> None:
    """Check that a date is plausible as publication date.

    Raises:
        UnreadableDate: it is out of range, in the future, or a placeholder such as 1970-01-01.
    """
    if not EARLIEST <= moment.year <= LATEST:
        raise UnreadableDate(WarningReason.DATE_OUT_OF_RANGE)
    instant = _instant(moment)
    if any(abs(instant - zero) < timedelta(days=1) for zero in _placeholders()):
        raise UnreadableDate(WarningReason.PLACEHOLDER_DATE)
    if latest is not None and instant > latest + TOLERANCE:
        raise UnreadableDate(WarningReason.FUTURE_DATE)


def _instant(moment: date | datetime) -> datetime:
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _written(moment: date | datetime) -> str:
    """Return a date in ISO 8601 form; in UTC if its offset has seconds, which RFC 3339 does not allow."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    moment = _instant(moment)
    whole = (moment.utcoffset() or timedelta()).total_seconds() % 60 == 0
    return (moment if whole else moment.astimezone(UTC)).isoformat()


@cache
def _placeholders() -> list[datetime]:
    return [datetime.fromisoformat(day).replace(tzinfo=UTC) for day in conventions().placeholders]
