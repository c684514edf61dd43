"""Reading a date of publication, in every form that feeds, pages and scrapers commonly send it.

Words, ordinals and clocks are read by dateutil. What dateutil would guess is decided here: which zone a name means,
whether 3/9/2026 is in March, what a number counts, and whether something is missing. No guess is returned.
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
"""Range of years of a valid publication date."""
MAX_CHARS = 200
"""Maximum characters of a date."""
TOLERANCE = timedelta(days=1)
"""Maximum time of a date after `latest`: zones are up to 14 hours from UTC, and clocks are wrong."""
WRAPPERS = ("$date", "@value", "$numberLong", "value", "date", "seconds", "_seconds")
"""Names under which databases and JSON-LD wrap one date in an object."""
MAX_NESTED = 2


@dataclass(frozen=True, slots=True)
class DateReading:
    """An RFC 3339 time or an ISO date, or None, and the warning about it."""

    value: str | None
    reason: WarningReason | None = None


def read_publication_date(value: object, context: DateContext | None = None) -> DateReading:
    """Read a date of publication, of any JSON type.

    A moment keeps its offset, which says what day it was where the article was published; without a zone, UTC is
    taken. Where the zone is not known only the day is given, with the reason. None without a reason means that
    nothing was given.
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
    """Return the date inside a list of one and inside an object that databases make of it."""
    for _ in range(MAX_NESTED):
        if isinstance(value, list) and len(value) == 1:
            (value,) = value
        elif isinstance(value, dict):
            value = next((value[name] for name in WRAPPERS if name in value), value)
    return value


def _moment(value: object, context: DateContext) -> tuple[date | datetime, WarningReason | None]:
    """Return the date in a value, and whether its zone is not known.

    Raises:
        UnreadableDate: there is none, or more than one reading.
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
    """Year, month, day, hour … as Java and Python's `struct_time` are written in JSON."""
    if not 3 <= len(value) <= 9 or not all(type(part) is int for part in value):
        raise UnreadableDate(WarningReason.WRONG_TYPE)
    try:
        return date(*value) if len(value) == 3 else datetime(*value[:6])
    except (ValueError, OverflowError) as error:
        raise UnreadableDate(WarningReason.UNKNOWN_DATE_FORM) from error


def _check(moment: date | datetime, latest: datetime | None) -> None:
    """See that a date may be one of publication.

    Raises:
        UnreadableDate: it is of another age, in the future, or the zero of some system.
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
    """RFC 3339 knows no seconds in an offset, as zones had them before there was standard time."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    moment = _instant(moment)
    whole = (moment.utcoffset() or timedelta()).total_seconds() % 60 == 0
    return (moment if whole else moment.astimezone(UTC)).isoformat()


@cache
def _placeholders() -> list[datetime]:
    return [datetime.fromisoformat(day).replace(tzinfo=UTC) for day in conventions()["placeholders"]]
