"""Magnitude: the numbers of killed, injured, arrested and participating people."""

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


def test_a_count_in_another_sentence_is_not_used() -> None:
    text = "Rebels attacked the convoy on Sunday. Police arrested 34 people."
    assert event(text, "ASSAULT").magnitude.arrested is None


TOLLS = {
    "Rebels attacked a convoy near Goma, killing six guards and wounding 13.": ("injured", 13, 13),
    "Thirteen people lost their lives in an attack on a bus in Rafah.": ("killed", 13, 13),
    "Six soldiers, a driver and two interpreters were killed in an ambush in Kunar.": ("killed", 9, 9),
    "A car bomb in Mosul killed seven people. Officials later raised the death toll to nine.": ("killed", 9, 9),
    "A bomber killed 20 people in Herat on Monday. The death toll rose to 26 as more died, doctors said.": (
        "killed",
        26,
        26,
    ),
    "Gunmen attacked a village in Niger, killing 12. Two more died later, bringing the toll to 14.": ("killed", 14, 14),
    "A bomb killed nine people in Kano. The death toll rose to 14 from nine, police said.": ("killed", 14, 14),
    "Gunmen shot dead the mayor, his wife and their two children.": ("killed", 4, 4),
    "The death toll from Monday's bombing in Quetta has risen to 31.": ("killed", 31, 31),
    "A bomb killed nine people in Mosul. An earlier report put the number of dead at seven.": ("killed", 9, 9),
    "A bomb killed nine people in Mosul. The death toll of the war since 2014 stands at 4,000.": ("killed", 9, 9),
    "Tens of thousands of workers went on strike in Lima; two strikers were killed.": ("killed", 2, 2),
    "Five of the attackers were captured in Goma.": ("arrested", 5, 5),
    "A corporal and a smuggler were killed in a gun battle near Neiva.": ("killed", 2, 2),
    "At least 32 children and at least 60 adults were killed in the shelling.": ("killed", 92, None),
    "Gunmen killed the mayor and his driver in Quetta.": ("killed", 2, 2),
    "The assassination of President Omar Lund shocked the town.": ("killed", 1, 1),
    "A group of ten gunmen attacked the post, killing one sentry.": ("killed", 1, 1),
    "Soldiers killed more than 70 villagers in Duma.": ("killed", 71, None),
    "Gunmen wounded 40 wedding guests in Herat.": ("injured", 40, 40),
    "Gunmen killed 16 Sherpas near the base camp on Friday.": ("killed", 16, 16),
    "A car bomb in Kabul left at least nine dead and 20 wounded on Monday.": ("killed", 9, None),
    "The raid left more than six dead and two injured.": ("killed", 7, None),
    "The attack on the town of Goma caused 14 deaths and 30 injuries on Monday.": ("injured", 30, 30),
    "The shelling of Bor caused four deaths on Monday.": ("killed", 4, 4),
}


@pytest.mark.parametrize(("text", "toll"), TOLLS.items(), ids=TOLLS)
def test_the_toll_is_everybody_who_is_named(text: str, toll: tuple[str, int, int | None]) -> None:
    kind, least, most = toll
    (count,) = [c for e in events(text) if e.event_type == "ASSAULT" and (c := getattr(e.magnitude, kind))]
    assert (count.min, count.max) == (least, most)


def test_deaths_of_another_cause_are_no_toll() -> None:
    text = "Rebels shelled Bor on Monday. The floods caused 14 deaths there, and cholera caused 30."
    assert [e.magnitude.killed for e in events(text) if e.event_type == "ASSAULT"] == [None]


def test_those_of_whom_some_died_were_not_all_killed() -> None:
    magnitude = event("The blast wounded four officers, two of whom later died.", "ASSAULT").magnitude
    assert magnitude.killed is not None
    assert magnitude.injured is not None
    assert (magnitude.killed.min, magnitude.injured.min) == (2, 4)


@pytest.mark.parametrize(
    ("text", "displaced"),
    [("Turkey expelled 300 migrants.", 300), ("Estonia expelled two Russian diplomats on Thursday.", None)],
)
def test_diplomats_who_are_sent_home_have_not_lost_theirs(text: str, displaced: int | None) -> None:
    (count,) = {e.magnitude.displaced for e in events(text)}
    assert (count.min if count else None) == displaced


@pytest.mark.parametrize(
    "text", ["Gunmen killed the family of a guard.", "Soldiers attacked the mayor.", "Raiders killed 30 cattle."]
)
def test_uncounted_people_give_no_toll(text: str) -> None:
    assert not [e for e in events(text) if e.magnitude.killed]


def test_a_toll_belongs_to_the_deed_above_it() -> None:
    text = "Air strikes on the valley killed three people on Friday, hours after rebels fired rockets at a base."
    assert event(text, "ASSAULT", "fired").magnitude.killed is None


def test_whom_an_icefall_killed_is_no_toll_of_a_walkout() -> None:
    text = "Porters staged a walkout on Sunday after an icefall killed 16 of them."
    assert event(text, "PROTEST").magnitude.killed is None


def test_deaths_in_a_subordinate_clause_of_an_attack_are_counted() -> None:
    killed = event("Six people died on Sunday when gunmen attacked a market.", "ASSAULT", "attacked").magnitude.killed
    assert killed is not None
    assert killed.min == 6


@pytest.mark.parametrize(
    "text", ["Ghana expelled three Chinese trawlers from its waters.", "Marines seized two tankers near the cape."]
)
def test_ships_are_not_counted_as_people(text: str) -> None:
    assert [e.magnitude.displaced or e.magnitude.arrested for e in events(text)] == [None]


def test_the_toll_of_a_whole_war_is_no_event() -> None:
    assert events("The war, now in its fourth year, has killed more than 40,000 people.") == []


def test_each_act_has_its_own_participants() -> None:
    text = "France expelled two Malian diplomats in response to the arrest of an embassy employee in Bamako."
    expelled, arrest = event(text, "SANCTION").magnitude, event(text, "COERCE").magnitude
    assert (expelled.arrested, arrest.displaced) == (None, None)
    assert arrest.arrested is not None


def test_counts_of_another_trigger_are_not_used() -> None:
    text = "Police detained the editor on Monday, three days after the killing of a rival in Gomel."
    assert event(text, "COERCE").magnitude.killed is None
    text = "A bomb wounded 11 people in Jolo, where an attack in January killed 22."
    (wounding,) = [e for e in events(text) if e.magnitude.injured]
    assert wounding.magnitude.killed is None


def test_those_who_march_are_counted_behind_their_number() -> None:
    took_part = event(
        "Tens of thousands of workers went on strike in Lima on Monday.", "PROTEST"
    ).magnitude.participants
    assert took_part is not None
    assert (took_part.min, took_part.max) == (10000, None)


def test_those_who_are_named_already_are_no_number_of_participants() -> None:
    assert event("The two leaders met in Muscat on Monday.", "CONSULT").magnitude.participants is None


def test_a_picture_shows_one_of_many() -> None:
    text = "Officers detain a protester during a rally in Minsk, Belarus, March 8, 2024."
    assert event(text, "COERCE").magnitude.arrested is None


def test_an_arrested_ship_counts_no_person() -> None:
    assert event("The navy seized a trawler near Punta Alta on Monday.", "COERCE").magnitude.arrested is None


def test_those_who_shot_are_not_counted_as_killed() -> None:
    killed = event("Two men shot dead the editor Luis Ferrer on Tuesday.", "ASSAULT").magnitude.killed
    assert killed is not None
    assert killed.min == 1


def test_killings_of_somebody_are_not_one_death() -> None:
    assert event("The killings of the mayor's guards by rebels shocked Godra.", "ASSAULT").magnitude.killed is None
