"""Requests to the reader, acts of reader and writer, and general truths are not facts; acts of others are."""

from __future__ import annotations

import pytest

from agents.reader.coded_events.coded_event import EventAnalysis
from agents.reader.ontology.packs import load
from tests.unit.support.event_fixtures import analyses

BOTH = load("plover", "general")
NO_NEWS = [
    "Attack the soup with a blender.",
    "Do not attack a friend who wants to help.",
    "Simmer the stock, then kill the heat.",
    "Release one of them to a colleague.",
    "Please bomb nobody with questions, and arrest the urge to shout.",
    "Someone accuses you of being cold.",
    "Your boss promised you a rise.",
    "A lender rejected your application.",
    "Later I signed an alliance with the pirates.",
    "The pirates betrayed me and killed my admiral.",
    "The voters of our street elected us in a landslide.",
    "Ants attack the nest of a rival colony.",
    "When the pressure is too high, the volcano erupts.",
    "The award is given each year.",
    "The army bombed the range on Mondays.",
]
NEWS = [
    ("My brother was killed by a car bomb in Taiz in 2021.", "ASSAULT"),
    ("Rebels attacked the convoy on Sunday.", "ASSAULT"),
    ("The US condemned the attack on the embassy.", "ACCUSE"),
    ("Gunmen killed three guards at a mine near Lubumbashi.", "ASSAULT"),
    ('"Soldiers attacked us with sticks," said a farmer.', "ASSAULT"),
    ("The minister accuses the governor of theft.", "ACCUSE"),
    ("Police arrest a teacher in Hebron, March 2.", "COERCE"),
    ("Police arrested each of the four men.", "COERCE"),
    ("The party elected a new leader on Monday.", "ELECTION"),
]


def facts(text: str) -> list[EventAnalysis]:
    found = analyses(text, ontology=BOTH)
    return [f for f in found if f.dropped is None and f.coded.status in ("asserted", "historical")]


@pytest.mark.parametrize("text", NO_NEWS)
def test_advice_and_general_statements_are_no_facts(text: str) -> None:
    assert [(f.coded.event_type, f.coded.evidence.trigger) for f in facts(text)] == []


@pytest.mark.parametrize(("text", "event_type"), NEWS)
def test_acts_of_others_are_facts(text: str, event_type: str) -> None:
    assert event_type in {f.coded.event_type for f in facts(text)}
