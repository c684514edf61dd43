"""Dates and times in readable form."""

from __future__ import annotations

import pytest

from streams.desk.view.times import date_text, time_text

TIMES = {
    "2026-03-11T05:00:00Z": "2026-03-11 05:00",
    "2026-03-11T01:30:00+02:00": "2026-03-10 23:30",
    "2026-03-11T05:00:00": "2026-03-11 05:00",
    "2026-03-11": "2026-03-11",
    "Thursday": "Thursday",
}
DATES = {
    "2026-03-10": "2026-03-10",
    "2026-03-10TNI": "2026-03-10, night",
    "2026-03-10TMO": "2026-03-10, morning",
    "2026-03-10T14:00": "2026-03-10T14:00",
    "2026-W11": "2026-03-09 to 2026-03-15",
    "2026-W10-WE": "2026-03-07 to 2026-03-08",
    "2021-W01": "2021-01-04 to 2021-01-10",
    "2026-03": "2026-03",
    "2026-Q1": "2026-Q1",
    "PRESENT_REF": "PRESENT_REF",
}


@pytest.mark.parametrize(("value", "text"), TIMES.items())
def test_times_are_in_utc(value: str, text: str) -> None:
    assert time_text(value) == text


def test_no_time_is_no_text() -> None:
    assert time_text(None) == ""


@pytest.mark.parametrize(("value", "text"), DATES.items())
def test_codes_become_words_and_weeks_become_days(value: str, text: str) -> None:
    assert date_text(value) == text
