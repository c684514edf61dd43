"""Anniversaries and events of years ago have the status historical; recent events do not."""

from __future__ import annotations

from datetime import date

import pytest

from agents.reader.event_status.history import is_history
from streams.contract.records import EventDate
from tests.unit.support.event_fixtures import analyses

HISTORY = [
    "Bells rang for the tenth anniversary of the bombing that killed 38 people in Corvo.",
    "It is 30 years since the massacre of 40 monks in Duma.",
    "The 1994 bombing killed 85 people in Lagos.",
    "A plaque remembers the 60 people who were massacred there.",
    "Hundreds gathered to mark five years since a gunman murdered 51 worshippers.",
    "It is ten years since soldiers shot 40 miners.",
    "Six years ago this week, rebels attacked a village.",
    "Two decades have passed since troops stormed the temple.",
    "A year after a bomb killed 20 people in Lagos, survivors still wait for help.",
    "One year on from the bombing that killed 20 people in Lagos, families gathered there.",
]
NEWS = [
    "Two days ago, soldiers shot 40 miners.",
    "Hundreds have fled since a gunman murdered 51 worshippers on Sunday.",
    "Six years after the war, soldiers shot 40 miners on Monday.",
    "Two days have passed since troops stormed the temple.",
]


@pytest.mark.parametrize("text", HISTORY)
def test_remembered_events_are_historical(text: str) -> None:
    assert {f.coded.status for f in analyses(text) if f.coded.event_type == "ASSAULT"} == {"historical"}


@pytest.mark.parametrize("text", NEWS)
def test_recent_events_are_not_historical(text: str) -> None:
    assert "asserted" in {f.coded.status for f in analyses(text) if f.coded.event_type == "ASSAULT"}


@pytest.mark.parametrize(
    ("value", "text", "history"),
    [
        ("2025", "a year ago", True),
        ("2016", "a decade ago", True),
        ("2025", "two years", True),
        ("2011", "in 2011", True),
        ("198", "the 1980s", True),
        ("2024-12", "December 2024", True),
        ("2025", "last year", False),
        ("2025-06", "in June", False),
        ("2026-03-02", "last Monday", False),
        ("PAST_REF", "in the past", False),
        ("2023-02-31", "31 February 2023", False),
    ],
)
def test_events_about_a_year_old_are_historical(value: str, text: str, history: bool) -> None:
    when = EventDate(value=value, grain="day", text=text, field="text", start=0, end=1, source="text")
    assert is_history(when, date(2026, 3, 11)) is history
