"""Event nouns: actor, recipient, and the party that is condemned for the event."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import event, events

ACTS = [
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


@pytest.mark.parametrize(("text", "event_type", "actors", "recipients"), ACTS)
def test_actors_and_recipients_of_event_nouns(
    text: str, event_type: str, actors: list[str], recipients: list[str]
) -> None:
    coded = event(text, event_type)
    assert ([p.text for p in coded.actors], [p.text for p in coded.recipients]) == (actors, recipients)


@pytest.mark.parametrize(("text", "condemned"), CONDEMNED)
def test_the_victim_of_a_condemned_act_is_not_condemned(text: str, condemned: list[str]) -> None:
    assert [p.text for p in event(text, "ACCUSE").recipients] == condemned


@pytest.mark.parametrize(
    ("text", "event_type", "actor"),
    [
        ("The paper cited police as saying they had arrested 40 marchers on Monday.", "COERCE", "police"),
        ("Hundreds of teachers protested at Pushkin Square on Monday.", "PROTEST", "Hundreds of teachers"),
    ],
)
def test_a_pronoun_may_refer_to_the_cited_person(text: str, event_type: str, actor: str) -> None:
    assert [p.text for p in event(text, event_type).actors] == [actor]


def test_people_of_a_place_are_accused_and_not_the_place() -> None:
    found = event("Patrick Moe (19) of 19 Hill Drive, Lima, who is accused of robbery, was in court.", "ACCUSE")
    assert [p.name for p in found.recipients] == ["Patrick Moe"]


def test_believing_in_an_act_is_not_doing_it() -> None:
    found = events("The bomb, which officials believe the army laid, killed nine men on Monday.")
    assert not [p.text for e in found for p in e.actors if p.text == "officials"]


@pytest.mark.parametrize(
    "text",
    [
        "Monday's suicide hospital bombing killed 70 people in Quetta.",
        "The school shooting in Lumba wounded nine pupils.",
        "The mosque attack killed four worshippers.",
    ],
)
def test_a_building_before_an_act_noun_is_not_its_actor(text: str) -> None:
    assert [p.text for e in events(text) if e.event_type == "ASSAULT" for p in e.actors] == []


def test_a_building_before_an_act_noun_is_hit() -> None:
    found = event("Monday's suicide hospital bombing killed 70 people in Quetta.", "ASSAULT")
    assert "hospital" in [p.text for p in found.recipients]


@pytest.mark.parametrize("text", ["The army raid killed nine men.", "The militant attack killed nine men."])
def test_forces_before_an_act_noun_do_it(text: str) -> None:
    assert [p.text for e in events(text) if e.event_type == "ASSAULT" for p in e.actors] != []


@pytest.mark.parametrize(
    ("text", "event_type", "name"),
    [
        (
            "The FBI opened an investigation into the former minister's use of a server.",
            "ACCUSE",
            "the former minister",
        ),
        ("The mayor's speech drew sharp criticism from teachers.", "ACCUSE", "The mayor"),
        ("The UN blamed three attacks on the Varnian government.", "ACCUSE", "the Varnian government"),
        ("Varnia is asking for about $320m from the Monetary Fund to pay for relief.", "REQUEST", "Monetary Fund"),
    ],
)
def test_the_owner_of_a_thing_has_the_role(text: str, event_type: str, name: str) -> None:
    assert [name in (p.name or "") for p in event(text, event_type).recipients] == [True]


@pytest.mark.parametrize("loss", ["the girl's disappearance", "the mayor's death", "the editor's murder"])
def test_the_victim_is_not_under_investigation(loss: str) -> None:
    assert event(f"Police opened an inquiry into {loss}.", "ACCUSE").recipients == []
