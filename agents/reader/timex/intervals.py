"""Calendar intervals by grain, and their TIMEX3 values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from streams.contract.records import Grain

Unit = Literal["D", "W", "WE", "M", "Q", "S", "H", "Y", "DE", "CE"]
"""TIMEX3 unit letters; S is a season, H a half-year."""

GRAINS: dict[Unit, Grain] = {
    "D": "day", "W": "week", "WE": "weekend", "M": "month", "Q": "quarter",
    "S": "season", "H": "half", "Y": "year", "DE": "decade", "CE": "century",
}  # fmt: skip
_MONTHS: dict[Unit, int] = {"M": 1, "Q": 3, "S": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}
_SEASONS = {12: "WI", 3: "SP", 6: "SU", 9: "FA"}


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """A day, week, month … of the calendar, by its first day."""

    start: date
    unit: Unit

    @property
    def grain(self) -> Grain:
        return GRAINS[self.unit]

    def moved(self, steps: int) -> TimeInterval:
        """Return the interval `steps` units later.

        Raises:
            OverflowError, ValueError: it is not on the calendar (years 1 to 9999).
        """
        if self.unit == "D":
            return TimeInterval(self.start + timedelta(days=steps), "D")
        if self.unit in ("W", "WE"):
            return TimeInterval(self.start + timedelta(weeks=steps), self.unit)
        return TimeInterval(_plus_months(self.start, steps * _MONTHS[self.unit]), self.unit)

    def value(self) -> str:
        """Return the TIMEX3 value: 2023-07-24, 2023-W29, 2022-11, 1998-Q4, 1994-WI, 199 for a decade …"""
        year = f"{self.start.year:04d}"
        if self.unit in ("W", "WE"):
            iso_year, week, _ = self.start.isocalendar()
            return f"{iso_year:04d}-W{week:02d}" + ("-WE" if self.unit == "WE" else "")
        return {
            "D": self.start.isoformat(),
            "M": f"{year}-{self.start.month:02d}",
            "Q": f"{year}-Q{(self.start.month + 2) // 3}",
            "S": f"{year}-{_SEASONS.get(self.start.month, '')}",
            "H": f"{year}-H{1 if self.start.month < 7 else 2}",
            "Y": year,
            "DE": year[:3],
            "CE": year[:2],
        }[self.unit]


def interval_of(day: date, unit: Unit) -> TimeInterval:
    """Return the interval of a unit that contains a day. A weekend is the day's week's; winter starts in December."""
    if unit == "D":
        return TimeInterval(day, unit)
    if unit in ("W", "WE"):
        return TimeInterval(day - timedelta(days=day.weekday() - (5 if unit == "WE" else 0)), unit)
    first = day.replace(day=1)
    if unit == "S":
        return TimeInterval(_plus_months(first, -(first.month % 3)), unit)
    span = _MONTHS[unit]
    return TimeInterval(_plus_months(first, -((first.year * 12 + first.month - 1) % span)), unit)


def nth_weekday(year: int, month: int, weekday: int, rank: int) -> date:
    """Return the first (1), second … or last (-1) weekday (Monday 1) of a month.

    Raises:
        ValueError: the month has fewer such weekdays.
    """
    first = date(year, month, 1)
    if rank < 0:
        last = _plus_months(first, 1) - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (rank - 1))
    if day.month != month:
        raise ValueError(f"no such weekday in month {month} of {year}")
    return day


def easter(year: int) -> date:
    """Return Easter Sunday (Gregorian), by the algorithm in Meeus, "Astronomical Algorithms", chapter 8."""
    century, of_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _plus_months(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
