"""The days that a TIMEX3 value covers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.desk.store.date_range import days_of


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026-03-10", "2026-03-10", "2026-03-10"),
        ("2026-03-10T14:00", "2026-03-10", "2026-03-10"),
        ("2026-03-10TMO", "2026-03-10", "2026-03-10"),
        ("2026-W11", "2026-03-09", "2026-03-15"),
        ("2026-W11-WE", "2026-03-14", "2026-03-15"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2026-WI", "2026-12-01", "2027-02-28"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("202", "2020-01-01", "2029-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
    ],
)
def test_the_days(value: str, first: str, last: str) -> None:
    assert days_of(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", ["PRESENT_REF", "", "2026-13", "2026-02-30", "2026-W60", "XXXX-03", "0000", "20-Q1"])
def test_no_days(value: str) -> None:
    assert days_of(value) is None


@given(st.text(max_size=20))
def test_any_text_has_days_or_none(value: str) -> None:
    days = days_of(value)
    assert days is None or days[0] <= days[1]
