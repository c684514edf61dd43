"""Times of reports in order, and days as dates."""

from __future__ import annotations

from datetime import date

import pytest

from agents.happenings.days import iso, order_of


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026-03-11T01:00:00Z", "2026-03-10T23:30:00-05:00"),
        ("2026-03-10T08:00:00Z", "2026-03-10T08:00:00.5Z"),
        ("2026-03-10T09:00:00+09:00", "2026-03-10T08:00:00Z"),
        ("2026-03-10", "2026-03-10T00:00:00Z"),
        (None, "2026-03-10"),
    ],
)
def test_times_are_in_order_whatever_their_offset(earlier: str | None, later: str) -> None:
    assert order_of(earlier) < order_of(later)


def test_one_instant_written_in_two_ways_is_one() -> None:
    assert order_of("2026-03-10T08:00:00Z") == order_of("2026-03-10T10:00:00.000+02:00")


def test_a_day_after_the_end_of_the_calendar_is_its_last() -> None:
    assert iso(date.max.toordinal() + 14) == "9999-12-31"
