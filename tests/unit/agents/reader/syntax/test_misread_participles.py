"""Participles that describe people make nobody act; verbs with objects do not change."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import analyses

CASES: list[tuple[str, str, list[str], list[str]]] = [
    ("Police fired rubber bullets at protesting farmers.", "ASSAULT", ["Police"], ["protesting farmers"]),
    ("The French consul was among dozens injured by the bomb.", "ASSAULT", [], ["dozens"]),
    (
        "More than 90 people have died, eight of them Germans and over 100 injured since a bomb ripped through a bank.",
        "ASSAULT",
        [],
        ["Germans", "over 100"],
    ),
    ("The senator called the governor a traitor.", "ACCUSE", ["The senator"], ["the governor"]),
    ("India blamed the attack on Kashmiri militants.", "ACCUSE", ["India"], ["Kashmiri militants"]),
    # Sentences that must not change.
    ("The rebels wounded and killed three soldiers.", "ASSAULT", ["The rebels"], ["three soldiers"]),
    ("Gunmen injured nine passengers on Monday.", "ASSAULT", ["Gunmen"], ["nine passengers"]),
    ("Rebels carried out an attack on Kashmiri militants.", "ASSAULT", ["Rebels"], ["Kashmiri militants"]),
    ("Police called Ana Ruiz, a doctor, on Monday.", "CONSULT", ["Police"], ["Ana Ruiz, a doctor"]),
]


@pytest.mark.parametrize(("text", "event_type", "actors", "recipients"), CASES)
def test_participles_and_complements(text: str, event_type: str, actors: list[str], recipients: list[str]) -> None:
    kept = [f.coded for f in analyses(text) if f.dropped is None and f.coded.event_type == event_type]
    found = [([p.text for p in e.actors], [p.text for p in e.recipients]) for e in kept]
    assert (actors, recipients) in found


def test_a_participle_before_people_is_no_protest() -> None:
    kept = [f.coded.event_type for f in analyses("Police fired tear gas at protesting students.") if f.dropped is None]
    assert kept == ["ASSAULT"]


def test_who_is_blamed_for_an_attack_is_not_its_victim() -> None:
    found = [f.coded for f in analyses("India blamed the attack on Kashmiri militants.")]
    assert not [e for e in found if e.event_type == "ASSAULT" and e.recipients]
