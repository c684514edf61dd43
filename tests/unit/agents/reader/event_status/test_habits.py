"""Repeated and conditional acts are not facts; single acts are."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import events


@pytest.mark.parametrize(
    "text",
    [
        "Gangs often kidnap villagers in Tamar.",
        "The council holds its meetings on Tuesdays.",
        "The envoy meets the minister every month.",
        "The hospital treats 200 refugees a day.",
        "The army shells the town each night.",
    ],
)
def test_a_habit_is_no_single_act(text: str) -> None:
    assert [e.evidence.trigger for e in events(text) if e.status == "asserted"] == []


@pytest.mark.parametrize(
    "text",
    [
        "The council held a meeting on Tuesday.",
        "The envoy met the minister a day later.",
        "The army shelled the town on Monday night.",
        "Rebels attacked a village on a hill.",
    ],
)
def test_a_single_act_is_a_fact(text: str) -> None:
    assert [e.status for e in events(text)] == ["asserted"]


@pytest.mark.parametrize(
    "text",
    [
        "The issue is whether the committee will endorse the request of Peru.",
        "If the owners fail to build the hotel, they face a fine of two million euros.",
        "Unless the rains come, villagers flee the army.",
    ],
)
def test_conditional_events_are_no_facts(text: str) -> None:
    assert {e.status for e in events(text)} <= {"hypothetical"}


def test_a_conditional_statement_is_still_made() -> None:
    found = events("If attacked, Peru vows to retaliate.")
    assert ("THREATEN", "asserted") in {(e.event_type, e.status) for e in found}
