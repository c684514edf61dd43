"""A description refers only to the person whom the article describes with it."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import events

OTHERS = {
    "a party's spokesperson": (
        "Two men were held, said police spokesperson Thandi Moyo. The union's spokesperson on pay, Peter Dube, urged "
        "the government to act.",
        "Peter Dube",
    ),
    "a party's spokesman": (
        "The attack was foiled, said army spokesman Ali Raza. The party's spokesman on defence, Imran Dogar, urged the "
        "army to answer.",
        "Imran Dogar",
    ),
    "one who holds the office elsewhere": (
        "Foreign Minister Omar Tarin met the envoy. The Swedish foreign minister, Lena Brandt, urged Peru to pay.",
        "Lena Brandt",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), OTHERS.values(), ids=OTHERS)
def test_a_name_beside_an_office_gives_its_body(text: str, name: str) -> None:
    urging = next(e for e in events(text) if e.event_type == "REQUEST")
    assert [actor.name for actor in urging.actors] == [name]


def test_the_office_of_another_body_refers_to_no_named_person() -> None:
    text = "The attack was foiled, said army spokesman Ali Raza. The party's spokesman urged the ministry to pay."
    urging = next(e for e in events(text) if e.event_type == "REQUEST")
    assert "Ali Raza" not in {actor.name for actor in urging.actors}


def test_an_office_refers_to_its_holder() -> None:
    text = "Foreign Minister Omar Tarin met the envoy in Oslo. The foreign minister urged Peru to pay."
    urging = next(e for e in events(text) if e.event_type == "REQUEST")
    assert [actor.name for actor in urging.actors] == ["Omar Tarin"]
