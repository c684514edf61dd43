"""Deeds told by nouns: who does them, who suffers them, and who is condemned for them."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import event, events

DEEDS = [
    ("Russia's arrest of the editor on Monday angered Norway.", "COERCE", ["Russia"], ["the editor"]),
    ("Police confirmed the editor's arrest on Monday.", "COERCE", [], ["the editor"]),
    ("The army's killing of two men on Monday angered the union.", "ASSAULT", ["The army"], ["two men"]),
    ("A bombing in Quetta killed nine people.", "ASSAULT", [], ["nine people"]),
]
CONDEMNED = [
    ("Norway condemned the detention of hundreds of monks in Minsk.", []),
    ("Norway condemned the killing of a nurse by soldiers.", ["the killing of a nurse by soldiers"]),
    ("Norway condemned Israel's attack on the camp.", ["Israel's attack on the camp"]),
    ("Norway condemned the attack on the village.", []),
    ("Norway condemned the generals.", ["the generals"]),
]


@pytest.mark.parametrize(("text", "event_type", "actors", "recipients"), DEEDS)
def test_who_does_and_who_suffers_a_deed(text: str, event_type: str, actors: list[str], recipients: list[str]) -> None:
    coded = event(text, event_type)
    assert ([p.text for p in coded.actors], [p.text for p in coded.recipients]) == (actors, recipients)


@pytest.mark.parametrize(("text", "condemned"), CONDEMNED)
def test_the_victim_of_a_condemned_deed_is_not_condemned(text: str, condemned: list[str]) -> None:
    assert [p.text for p in event(text, "ACCUSE").recipients] == condemned


@pytest.mark.parametrize(
    ("text", "event_type", "actor"),
    [
        ("The paper cited police as saying they had arrested 40 marchers on Monday.", "COERCE", "police"),
        ("Hundreds of teachers protested at Pushkin Square on Monday.", "PROTEST", "Hundreds of teachers"),
    ],
)
def test_who_is_cited_is_meant_by_a_pronoun(text: str, event_type: str, actor: str) -> None:
    assert [p.text for p in event(text, event_type).actors] == [actor]


def test_who_lives_in_a_place_is_accused_and_not_the_place() -> None:
    found = event("Patrick Moe (19) of 19 Hill Drive, Lima, who is accused of robbery, was in court.", "ACCUSE")
    assert [p.name for p in found.recipients] == ["Patrick Moe"]


def test_whoever_believes_a_deed_has_not_done_it() -> None:
    found = events("The bomb, which officials believe the army laid, killed nine men on Monday.")
    assert not [p.text for e in found for p in e.actors if p.text == "officials"]
