"""Magnitude: how many were killed, injured, arrested, and who took part."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import event, events


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


TOLLS = {
    "A corporal and a smuggler were killed in a gun battle near Neiva.": ("killed", 2, 2),
    "At least 32 children and at least 60 adults were killed in the shelling.": ("killed", 92, None),
    "Gunmen killed the mayor and his driver in Quetta.": ("killed", 2, 2),
    "The assassination of President Omar Lund shocked the town.": ("killed", 1, 1),
    "A group of ten gunmen attacked the post, killing one sentry.": ("killed", 1, 1),
    "Soldiers killed more than 70 villagers in Duma.": ("killed", 71, None),
    "Gunmen wounded 40 wedding guests in Herat.": ("injured", 40, 40),
}


@pytest.mark.parametrize(("text", "toll"), TOLLS.items(), ids=TOLLS)
def test_the_toll_is_everybody_who_is_named(text: str, toll: tuple[str, int, int | None]) -> None:
    kind, least, most = toll
    (count,) = [c for e in events(text) if e.event_type == "ASSAULT" and (c := getattr(e.magnitude, kind))]
    assert (count.min, count.max) == (least, most)


@pytest.mark.parametrize(
    "text", ["Gunmen killed the family of a guard.", "Soldiers attacked the mayor.", "Raiders killed 30 cattle."]
)
def test_who_is_not_counted_gives_no_toll(text: str) -> None:
    assert not [e for e in events(text) if e.magnitude.killed]


def test_a_toll_belongs_to_the_deed_above_it() -> None:
    text = "Air strikes on the valley killed three people on Friday, hours after rebels fired rockets at a base."
    assert event(text, "ASSAULT", "fired").magnitude.killed is None


def test_those_who_died_when_somebody_attacked_are_counted() -> None:
    killed = event("Six people died on Sunday when gunmen attacked a market.", "ASSAULT", "attacked").magnitude.killed
    assert killed is not None
    assert killed.min == 6


@pytest.mark.parametrize(
    "text", ["Ghana expelled three Chinese trawlers from its waters.", "Marines seized two tankers near the cape."]
)
def test_ships_are_no_people(text: str) -> None:
    assert [e.magnitude.displaced or e.magnitude.arrested for e in events(text)] == [None]


def test_what_a_whole_war_has_cost_is_no_event() -> None:
    assert events("The war, now in its fourth year, has killed more than 40,000 people.") == []


def test_each_deed_has_its_own_persons() -> None:
    text = "France expelled two Malian diplomats in response to the arrest of an embassy employee in Bamako."
    expelled, arrest = event(text, "SANCTION").magnitude, event(text, "COERCE").magnitude
    assert (expelled.arrested, arrest.displaced) == (None, None)
    assert expelled.displaced is not None
    assert arrest.arrested is not None
