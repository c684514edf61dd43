"""Magnitude: how many were killed, injured, arrested, and who took part."""

from __future__ import annotations

from tests.unit.support.event_fixtures import event


def test_the_killed_and_the_injured_are_counted() -> None:
    killed = event("Rebels killed nine soldiers near the river on Sunday.", "ASSAULT").magnitude.killed
    assert killed is not None
    assert (killed.min, killed.max) == (9, 9)


def test_the_arrested_are_counted_by_the_recipients() -> None:
    arrested = event("Police arrested 34 people on Wednesday.", "COERCE").magnitude.arrested
    assert arrested is not None
    assert (arrested.min, arrested.max) == (34, 34)


def test_those_who_march_are_participants() -> None:
    took_part = event("About 3,000 students marched through the town on Sunday.", "PROTEST").magnitude.participants
    assert took_part is not None
    assert took_part.min <= 3000 <= (took_part.max or 3000)


def test_a_running_total_is_not_this_events_count() -> None:
    text = "Rebels killed two soldiers on Sunday, bringing the death toll to 40."
    killed = event(text, "ASSAULT").magnitude.killed
    assert killed is not None
    assert killed.min == 2


def test_a_count_in_another_sentence_is_another_matter() -> None:
    text = "Rebels attacked the convoy on Sunday. Police arrested 34 people."
    assert event(text, "ASSAULT").magnitude.arrested is None
