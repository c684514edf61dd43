"""What is done again and again is no event; what was done once at such a time is."""

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
def test_a_single_act_is_told(text: str) -> None:
    assert [e.status for e in events(text)] == ["asserted"]
