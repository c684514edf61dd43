"""Time expressions as spans of whole days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from functools import lru_cache

from streams.contract.codec import parse_moment

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T|$)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_YEAR = re.compile(r"(\d{4})$")


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, as proleptic ordinals, both ends included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """Return the number of days in the span."""
        return self.last - self.first + 1

    def holds(self, other: Days) -> bool:
        """Return whether the other span lies within this one."""
        return self.first <= other.first and other.last <= self.last

    def gap(self, other: Days) -> int:
        """Return the days from one span to the other: 0 if they overlap, 1 if they are adjacent."""
        return max(0, self.first - other.last, other.first - self.last)


@lru_cache(maxsize=4096)
def days_of(value: str) -> Days | None:
    """Return the days of a TIMEX3 value: a day, a time, a week, a weekend, a month or a year; None for any other."""
    try:
        if match := _DAY.match(value):
            day = date(*(int(part) for part in match.groups())).toordinal()
            return Days(day, day)
        if match := _WEEK.match(value):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            first = monday + timedelta(days=5) if match[3] else monday
            return Days(first.toordinal(), (monday + timedelta(days=6)).toordinal())
        if match := _MONTH.match(value):
            year, month = int(match[1]), int(match[2])
            last = calendar.monthrange(year, month)[1]
            return Days(date(year, month, 1).toordinal(), date(year, month, last).toordinal())
        if match := _YEAR.match(value):
            return Days(date(int(match[1]), 1, 1).toordinal(), date(int(match[1]), 12, 31).toordinal())
    except ValueError:
        return None
    return None


def day_of(moment: str | None) -> int | None:
    """Return the day of an RFC 3339 time or an ISO date, as a proleptic ordinal; None if there is none."""
    days = days_of(moment) if moment else None
    return days.first if days else None


@lru_cache(maxsize=4096)
def order_of(moment: str | None) -> str:
    """Return a text that sorts RFC 3339 times by the instant, whatever their offset, and dates before their times.

    Empty for None; a value that is no time sorts by its text.
    """
    parsed = parse_moment(moment) if moment and "T" in moment else None
    return parsed.astimezone(UTC).isoformat(timespec="microseconds") if parsed else moment or ""


def iso(day: int) -> str:
    """Return the ISO 8601 date of a proleptic ordinal; the last date of the calendar for later days."""
    return date.fromordinal(min(day, date.max.toordinal())).isoformat()
