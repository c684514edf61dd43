"""Implausible participants: things do not act, who reports an act has not done it, and weapons are not hit."""

from __future__ import annotations

import pytest

from agents.reader.slots.fillers import Filler
from agents.reader.slots.role_check import check_roles
from agents.reader.slots.slots import Slots
from tests.unit.support.event_fixtures import event, events, page_of

NOBODY = [
    "A storm tore through the valley on Monday and killed two villagers.",
    "Flood water has driven 40,000 people from their homes in Odisha.",
    "Heavy snow cut off three villages in the mountains on Monday.",
    "An internal letter leaked on Monday blamed the ministry for the cracks in the bridge.",
    "The attack killed 70 people on Sunday.",
    "A Turkish bus killed nine passengers near Bursa.",
    "The policy would ban foreign workers.",
    "The Syrian war killed nine doctors in Homs.",
    "A truck bomb wounded four guards in Herat on Monday.",
    "A dog killed a shepherd near Faya on Friday.",
]
BEHIND = [
    ("Car bombs set off by insurgents killed eleven shoppers in Baquba on Monday.", "insurgents"),
    ("A landmine laid by rebels wounded two shepherds.", "rebels"),
    ("Two rockets fired by militants killed a nurse in Taiz.", "militants"),
    ("Iranian missiles struck the port on Monday.", "Iranian missiles"),
    ("A rebel mortar killed two nurses in Taiz.", "A rebel mortar"),
    ("The militant attack killed 70 people.", "The militant attack"),
    ("Israeli air strikes killed six people in the camp.", "Israeli air strikes"),
    ("The minister's letter accused the army of murder.", "The minister's letter"),
]
SOMEBODY = [
    ("Shopkeepers attacked the thief.", "Shopkeepers"),
    ("The museum accused the gallery of fraud.", "The museum"),
    ("Gendarmes arrested a baker in Dakar.", "Gendarmes"),
    ("Hundreds attacked the parliament.", "Hundreds"),
    ("ICE arrested nine men in Texas.", "ICE"),
    ("Army helicopters attacked the camp on Monday.", "Army helicopters"),
    ("The bloodshed moved the interior minister to resign on Monday.", "the interior minister"),
]
SPEAKERS = [
    "More than 60 villagers were killed in a raid on the hamlet, opposition leaders say.",
    "Nine protesters were detained in the square, a lawyer for the students told reporters.",
    '"Detaining monks is an affront to the faith," the abbot said.',
    "Rebels blew up a pipeline near Arauca, the army said.",
]
HIT = [
    ("Troops fired a barrage of rockets into the valley.", []),
    ("Militants hurled grenades at a bank.", ["a bank"]),
    ("Two bombs planted by separatists wrecked a court house in Bilbao on Sunday.", ["a court house in Bilbao"]),
    ("Rebels blew up a pipeline near Arauca, the army said.", ["a pipeline near Arauca"]),
    ("The blast killed a policeman and a pedestrian.", ["a policeman", "a pedestrian"]),
]


@pytest.mark.parametrize("text", NOBODY)
def test_a_thing_is_no_actor(text: str) -> None:
    assert [p.text for e in events(text) for p in e.actors] == []


@pytest.mark.parametrize("text", NOBODY)
def test_an_empty_slot_has_a_reason(text: str) -> None:
    assert all({m.slot for m in e.missing} >= {"actor"} for e in events(text) if not e.actors)


@pytest.mark.parametrize(("text", "actor"), BEHIND)
def test_the_owner_of_a_weapon_document_or_act_is_the_actor(text: str, actor: str) -> None:
    assert {p.text for e in events(text) for p in e.actors} == {actor}


def test_the_party_behind_a_thing_is_coded_and_not_the_thing() -> None:
    found = event("A rebel mortar killed two nurses in Taiz.", "ASSAULT").actors[0]
    assert (found.name, found.sector) == ("rebel", "REB")


@pytest.mark.parametrize(("text", "actor"), SOMEBODY)
def test_people_and_bodies_act(text: str, actor: str) -> None:
    assert actor in {p.text for e in events(text) for p in e.actors}


@pytest.mark.parametrize("text", SPEAKERS)
def test_reporting_an_act_is_not_doing_it(text: str) -> None:
    parties = {p.text for e in events(text) for p in (*e.actors, *e.recipients)}
    assert not parties & {"opposition leaders", "a lawyer for the students", "the abbot", "the army"}


@pytest.mark.parametrize(("text", "hit"), HIT)
def test_weapons_are_not_what_is_hit(text: str, hit: list[str]) -> None:
    assert [p.text for p in event(text, "ASSAULT").recipients] == hit


def test_a_substituted_party_that_is_the_recipient_leaves_a_reason() -> None:
    doc = page_of("The minister blamed the report.").passages[0].doc
    noun = doc[1]
    both = Slots([Filler(noun, doc[0:2], "subject")], [Filler(noun, doc[0:2], "object")])
    checked = check_roles(both, "ACCUSE", doc[2])
    assert (checked.actors, checked.reasons["actor"]) == ([], "'minister' (subject) is the recipient")


@pytest.mark.parametrize(
    ("text", "helped"),
    [
        ("The bloc will provide 12 million euros for radios and vehicles.", []),
        ("The two countries will share intelligence on smugglers.", []),
        ("The EU will provide aid for refugees.", ["refugees"]),
    ],
)
def test_the_aid_is_not_the_recipient(text: str, helped: list[str]) -> None:
    assert [p.text for e in events(text) for p in e.recipients if p.text != "smugglers"] == helped


def test_an_intelligence_service_acts() -> None:
    assert [p.text for p in event("Israeli intelligence killed a scientist in Tehran.", "ASSAULT").actors] == [
        "Israeli intelligence"
    ]
