"""Dates written as numbers: time since 1970, and digits without separators."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_DIGITS = re.compile(r"(\d{8})(?:(\d{4})|(\d{6})(\d{3})?)?")
"""Year to day, minute, second or millisecond."""
_COUNT = re.compile(r"(\d{1,19})(?:\.(\d{1,9}))?")
_CENTURIES = ("19", "20")
_UNITS = ((10**11, 1), (10**14, 10**3), (10**17, 10**6), (10**20, 10**9))
"""Upper bound of a Unix time and units per second, for seconds, milliseconds, microseconds and nanoseconds. The bounds
are unambiguous for times after 1973."""
SHORTEST_COUNT = 9
"""Minimum digits of a Unix time; a shorter one would be in the first three years after 1970."""


def read_digits(text: str) -> datetime | None:
    """Read a number as a date: `20260309` to `20260309101500123`, else seconds to nanoseconds since 1970.

    The result has no zone if the digits give none, and is midnight if they give only a day: see `is_day`.
    """
    found = _DIGITS.fullmatch(text)
    if found and text.startswith(_CENTURIES):
        try:
            whole = found[1] + (found[2] or found[3] or "")
            form = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}[len(whole)]
            return datetime.strptime(whole, form).replace(microsecond=int(found[4] or 0) * 1000)
        except ValueError:
            pass
    return _counted(text)


def is_day(text: str) -> bool:
    """Return whether the digits give a day without a time."""
    return len(text) == 8


def _counted(text: str) -> datetime | None:
    found = _COUNT.fullmatch(text)
    if not found or (len(found[1]) < SHORTEST_COUNT and int(found[1]) != 0):
        return None
    count = int(found[1])
    a_second = next(per for bound, per in _UNITS if count < bound)
    try:
        moment = datetime.fromtimestamp(count // a_second, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    fraction = (count % a_second) / a_second if a_second > 1 else float(f"0.{found[2] or 0}")
    return moment.replace(microsecond=min(round(fraction * 1_000_000), 999_999))
