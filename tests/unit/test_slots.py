"""Slots: who did what to whom, through the constructions of news English."""

from __future__ import annotations

import pytest

from tests.unit.coding import event

CASES = [
    ("Rebels attacked a convoy on Sunday.", "ASSAULT", ["Rebels"], ["a convoy"]),
    ("A convoy was attacked by rebels on Sunday.", "ASSAULT", ["rebels"], ["A convoy"]),
    ("Police who arrested Anna Petrova in Paris refused to comment.", "COERCE", ["Police"], ["Anna Petrova"]),
    ("Russia's attack on Ukraine drew a crowd of reporters.", "ASSAULT", ["Russia"], ["Ukraine"]),
    ("The army carried out an attack on the rebels.", "ASSAULT", ["The army"], ["the rebels"]),
    ("Chile and Peru condemned the generals.", "ACCUSE", ["Chile", "Peru"], ["the generals"]),
    ("The minister traveled to Oslo and criticized the police.", "ACCUSE", ["The minister"], ["the police"]),
]


@pytest.mark.parametrize(("text", "event_type", "actors", "recipients"), CASES)
def test_actors_and_recipients_are_the_phrases_as_written(
    text: str, event_type: str, actors: list[str], recipients: list[str]
) -> None:
    coded = event(text, event_type)
    assert [a.text for a in coded.actors] == actors
    assert [r.text for r in coded.recipients] == recipients


def test_a_participant_slices_to_its_text() -> None:
    text = "On Monday,  the “Sea  Party” accused Anna Petrova of fraud."
    coded = event(text, "ACCUSE")
    assert coded.recipients
    for participant in [*coded.actors, *coded.recipients]:
        assert text[participant.start : participant.end] == participant.text


def test_an_empty_slot_says_why() -> None:
    coded = event("Three men were arrested on Monday.", "COERCE")
    assert coded.actors == []
    assert next(m.reason for m in coded.missing if m.slot == "actor")
