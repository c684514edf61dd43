"""The days that a TIMEX3 date value covers, so that events can be filtered and counted by day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_FORM = re.compile(r"(\d{2,4})(?:-(\d\d|W\d\d|Q[1-4]|H[12]|SP|SU|FA|AU|WI))?(?:-(\d\d|WE))?(?:T.*)?")
_MONTHS = {
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12),
    "SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "AU": (9, 11), "WI": (12, 14),
}  # fmt: skip
"""First and last month of a part of the year; 14 is February of the next year."""

Days = tuple[date, date]
"""First and last day, both included."""


def days_of(value: str) -> Days | None:
    """Return the first and last day of a value: `2026-03-10`, `2026-W11`, `2026-03`, `2026-Q1`, `2026`, `202`.

    None for a value without calendar days (`PRESENT_REF`) or with days that do not exist.
    """
    found = _FORM.fullmatch(value)
    if found is None:
        return None
    year, part, last = found.groups()
    try:
        return _days(year, part, last)
    except ValueError:
        return None


def _days(year: str, part: str | None, last: str | None) -> Days | None:
    if len(year) < 4:
        return None if part else _years(int(year), 10 ** (4 - len(year)))
    number = int(year)
    if part is None:
        return _years(number, 1)
    if part in _MONTHS:
        first, end = _MONTHS[part]
        return date(number, first, 1), _month_end(number + (end - 1) // 12, (end - 1) % 12 + 1)
    if part.startswith("W"):
        monday = date.fromisocalendar(number, int(part[1:]), 1)
        return monday + timedelta(days=5 if last == "WE" else 0), monday + timedelta(days=6)
    if last is None:
        return date(number, int(part), 1), _month_end(number, int(part))
    day = date(number, int(part), int(last))
    return day, day


def _years(first: int, length: int) -> Days:
    return date(first * length, 1, 1), date(first * length + length - 1, 12, 31)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
