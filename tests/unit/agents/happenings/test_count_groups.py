"""Whom the numbers of one article count: groups apart are added, parts of a toll are no claims."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from agents.happenings.count_groups import EVERYBODY, Counted, counted_people, side_of
from agents.happenings.reports import report_of
from streams.contract.records import Event, Magnitude, Participant
from tests.unit.support.news_events import attack, killed, said


def party(text: str, sector: str | None = None) -> Participant:
    return Participant(
        text=text, name=text, entity_id=None, label=None, role=None, country=None, sector=sector,
        field="text", start=0, end=len(text),
    )  # fmt: skip


def dead(number: int, text: str, **changes: Any) -> Event:
    """Return an event of one article with a toll as its text gives it."""
    count = killed(number).killed
    assert count is not None
    magnitude = Magnitude(killed=msgspec.structs.replace(count, text=text))
    return attack("a1", number=number, magnitude=magnitude, **changes)


def counted(*events: Event) -> list[Counted]:
    found = counted_people([report_of(event) for event in events])
    return [found.get((event.event_id, "killed"), EVERYBODY) for event in events]


@pytest.mark.parametrize(
    ("texts", "groups"),
    [
        (("seven soldiers", "four attackers"), ("soldiers", "attackers")),
        (("seven soldiers", "twelve of the gunmen"), ("soldiers", "gunmen")),
        (("five policemen", "seven civilians"), ("policemen", "civilians")),
        (("nine people", "eight traders"), (None, None)),
        (("seven people", "nine people"), (None, None)),
    ],
)
def test_numbers_of_different_sides_are_groups(texts: tuple[str, str], groups: tuple[str | None, ...]) -> None:
    numbers = {"four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "twelve": 12}
    events = [dead(numbers[text.split()[0]], text, attribution=said(f"a {text}")) for text in texts]
    assert [found.group for found in counted(*events)] == list(groups)


def test_those_that_the_victims_side_killed_are_the_attackers() -> None:
    """ "Gunmen killed seven soldiers. Troops killed four of them": the four are gunmen."""
    raid = dead(7, "seven soldiers", actors=[party("Gunmen", "UAF")], recipients=[party("seven soldiers", "MIL")])
    answer = dead(4, "four of them", actors=[party("Troops", "MIL")], recipients=[party("four of them")])
    assert [found.group for found in counted(raid, answer)] == ["soldiers", "gunmen"]


@pytest.mark.parametrize("part", ["two officers", "three of the victims", "four people"])
def test_a_smaller_number_of_the_same_speaker_is_a_part(part: str) -> None:
    number = {"two": 2, "three": 3, "four": 4}[part.split()[0]]
    assert counted(dead(9, "nine people"), dead(number, part)) == [EVERYBODY, Counted(None, is_part=True)]


def test_a_smaller_number_of_everybody_by_another_speaker_is_a_claim() -> None:
    army = dead(7, "seven people", attribution=said("the army"))
    assert counted(dead(9, "nine people"), army) == [EVERYBODY, EVERYBODY]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("seven marines", "soldiers"),
        ("Twelve of the rebels", "militants"),
        ("nine villagers", "civilians"),
        ("nine people", None),
        ("four of them", None),
        ("nine Palestinians", None),
        ("two soldiers and 14 fighters", None),
        ("19", None),
        ("11 fatalities", None),
    ],
)
def test_the_side_of_those_counted(text: str, side: str | None) -> None:
    assert side_of(text) == side
