"""Event coreference: mentions of one happening become one record, and two happenings stay two records."""

from __future__ import annotations

import pytest

from agents.reader.coded_events.drop_reason import DropReason
from agents.reader.event_coreference.story_facts import WEIGHTS
from streams.contract.records import Event
from tests.support.readme_examples import sample
from tests.unit.support.event_fixtures import analyses, events

RAID = (
    "Gunmen attacked a police post near Zhob on Tuesday. Seven officers died in the attack and three were wounded. "
    "“The attackers fled towards the border,” a spokesman said. Seven officers were killed in the attack."
)
ONE = {
    "a raid": RAID,
    "a bombing": "A bomb exploded at a market in Quetta on Monday, killing nine people. The blast wounded 20 others. "
    "Officials said the bombing was the worst in a year.",
    "a siege": "Gunmen attacked a hotel in Goma on Monday, killing five people. The attackers stormed the building at "
    "noon, police said.",
    "a murder": "Two men shot dead a shopkeeper in Multan on Friday. The killing of the shopkeeper shocked the town. "
    "Police said the shopkeeper was killed after a quarrel.",
    "an arrest": "Police arrested the editor Omar Tarin in Lahore on Sunday. Tarin was detained at his home. "
    "His arrest drew protests.",
    "arrests": "Police arrested more than 40 marchers on Monday. The arrests of the marchers were condemned by Spain.",
}
TWO = {
    "two cities": "A bomb killed nine people in Kabul on Monday. A bomb killed four people in Herat on Monday.",
    "two days": "Gunmen killed three guards in Quetta on Monday. Gunmen killed three guards in Quetta on Thursday.",
    "another one": "Gunmen killed three guards in Quetta on Monday. Another attack killed two drivers in Karachi.",
    "more of them": "Police arrested four activists in Norwich on Monday. They arrested six more activists on Tuesday.",
    "arrests of others": "Police arrested three men in the raid. A woman was arrested in Rabat for fraud.",
    "two sides": "Israeli jets bombed Gaza on Monday. Hamas fighters attacked an Israeli outpost on Sunday.",
    "two forces": "Gunmen attacked a checkpoint near Zhob, killing seven soldiers. Troops killed four of the gunmen.",
    "one after the other": "A jet bombed a house in Ain Baal on Thursday and killed a couple. The raid came a day "
    "after militants attacked a checkpoint in the valley and wounded two guards.",
    "an assassination and what followed": "Forty people were killed in riots that followed the assassination of a "
    "mayor in Jaffna.",
    "two means": "The army launched a chemical attack on Zaran on Tuesday, killing forty people. The rocket attack on "
    "Zaran killed nine guards.",
    "later that day": "Militants killed five soldiers in Quetta on Thursday. Later in the day, two militants were "
    "killed in a raid near Kolsara.",
    "meanwhile": "Gunmen killed three guards in Kaduna on Tuesday. Meanwhile, troops killed nine bandits in Katsina.",
    "in a separate raid": "A bomb killed nine people in Kabul on Monday. In a separate raid, police killed two men.",
    "those since whom none was as bad": "A car bomb killed eight people in Kabul on Monday. It was the worst attack in "
    "the city since 2022, when gunmen killed 35 students.",
    "one of years before": "Four people were hurt last week when border guards opened fire. In 1998 a riot there left "
    "nine people dead.",
    "two targets": "Gunmen attacked an army base in Goma on Monday. Gunmen attacked a court in Goma on Monday.",
    "two bombs": "A bomb hit a market in Baquba on Sunday, killing eight. A bomb struck a patrol in the city.",
    "an answer": "Rebels killed nine soldiers near Dusi on Tuesday. The army retaliated with air strikes that killed "
    "30 villagers.",
    "what it answers": "Jets bombed an air base on Friday in retaliation for the chemical attack on Idlib that killed "
    "70 people.",
    "last month's": "Gunmen killed three guards in Goma. Last month, two youths were stabbed to death there.",
    "those of years": "Two men shot dead the editor Luis Ferrer on Tuesday. A rights group said five journalists had "
    "been murdered in the state since 2022.",
    "other acts": "The army bombed a camp on Monday. A lawyer said her clients had been tortured in custody.",
    "the attackers' own": "Bandits hacked six herders to death on Thursday. One raider was gunned down.",
    "other police": "Police arrested two men in Lagos on Monday. Kenya arrested eight people on Friday. A report did "
    "not say how many people were arrested.",
    "two prisoners": "Police arrested the editor Omar Tarin. Police arrested the lawyer Lena Brandt.",
}


def violence(text: str, event_type: str) -> list[object]:
    """Return the events of a type in a text that refer to no earlier event."""
    return [e for e in events(text) if e.event_type == event_type and e.story_event_id is None]


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_one_happening_is_one_record(text: str) -> None:
    kind = "COERCE" if "arrested" in text else "ASSAULT"
    assert len(violence(text, kind)) == 1


@pytest.mark.parametrize("text", TWO.values(), ids=TWO)
def test_two_happenings_stay_two(text: str) -> None:
    kind = "COERCE" if "arrested" in text else "ASSAULT"
    assert len(violence(text, kind)) == 2


def test_a_headline_names_its_person_otherwise() -> None:
    text = "A former mayor of Ostrel was jailed for nine years on Wednesday after a court found him guilty of graft."
    told = [e for e in events(text, "Ex-mayor jailed for nine years over bribes") if e.event_type == "SANCTION"]
    assert len({e.story_event_id or e.event_id("a") for e in told}) == 1


@pytest.mark.parametrize(
    "part", ["The 11 Americans were killed in the embassy.", "Of those killed, 11 were killed in Mali."]
)
def test_those_among_the_dead_are_not_counted_again(part: str) -> None:
    told = events(f"A bomb killed 110 people in Nairobi on Monday. {part}")
    assert sum(e.magnitude.killed.min for e in told if e.magnitude.killed) == 110


def test_tolls_of_different_people_add_up() -> None:
    told = events("A blast killed nine soldiers in Goma on Monday. Four nurses were killed in the blast, doctors said.")
    assert sorted(e.magnitude.killed.min for e in told if e.magnitude.killed) == [4, 9]


def test_tolls_of_different_people_add_up_beside_the_place_that_was_attacked() -> None:
    text = "Rebels shelled Sumy on Monday, killing five farmers. A spokesman said three soldiers died in the shelling."
    found = [e for e in events(text) if e.event_type == "ASSAULT"]
    assert sorted(e.magnitude.killed.min for e in found if e.magnitude.killed) == [3, 5]
    assert not any(e.count_claims for e in found)


def test_the_sum_of_an_article_is_its_toll() -> None:
    """`sum(killed)` over the events of an article counts each person once."""
    killed = [e.magnitude.killed for e in events(RAID) if e.status == "asserted"]
    assert sum(count.min for count in killed if count) == 7


def test_the_sum_over_the_example_of_the_readme_is_its_toll() -> None:
    """Seven soldiers and four attackers: two events, and each person counted once."""
    article = sample()
    killed = [e.magnitude.killed for e in events(article["text"], article["title"]) if e.status == "asserted"]
    assert sum(count.min for count in killed if count) == 11


def test_one_record_carries_all_evidence_and_the_fullest_slots() -> None:
    (event,) = [e for e in events(RAID) if e.event_type == "ASSAULT" and e.story_event_id is None]
    assert [p.text for p in event.actors] == ["Gunmen"]
    assert event.recipients
    assert event.date is not None
    assert event.date.text == "Tuesday"
    assert event.location is not None
    assert event.location.name == "Zhob"
    assert len(event.mentions) >= 2


def test_the_reason_names_the_facts() -> None:
    dropped = [f.dropped for f in analyses(RAID) if f.dropped and f.dropped.reason is DropReason.SAME_EVENT]
    assert any(fact in str(reason) for reason in dropped for fact in WEIGHTS)


def test_the_fields_are_those_of_the_record() -> None:
    (event, *_) = events(RAID)
    assert set(type(event).__struct_fields__) <= set(Event.__struct_fields__)


def test_two_sources_keep_their_numbers() -> None:
    """The higher number must not be attributed to the source of the lower one."""
    text = (
        "Seven people were killed in the bombing of a market in Quetta on Monday, the army said. "
        "Hospital officials said nine people were killed in the bombing in Quetta."
    )
    told = [e for e in events(text) if e.event_type == "ASSAULT" and e.magnitude.killed]
    said = {e.attribution.text: e.magnitude.killed.min for e in told if e.attribution and e.magnitude.killed}
    assert said == {"the army": 7, "Hospital officials": 9}
    assert len([e for e in told if e.story_event_id is None]) == 1


def test_a_plan_of_a_happening_is_linked_and_never_merged() -> None:
    text = "Farmers demonstrated in Lumba on Sunday. The farmers plan to demonstrate in Lumba."
    told = [e for e in events(text) if e.event_type == "PROTEST"]
    assert [e.status for e in told if e.story_event_id is None] == ["asserted"]
    assert [e.status for e in told if e.story_event_id is not None] == ["future"]


def test_victims_of_all_mentions_are_recipients() -> None:
    text = "Gunmen attacked a police post near Zhob on Tuesday. Seven officers died in the attack near Zhob on Tuesday."
    (event,) = [e for e in events(text) if e.story_event_id is None]
    assert {p.text for p in event.recipients} >= {"a police post near Zhob", "Seven officers"}


def test_the_headline_and_the_lead_are_one_happening_with_two_words_for_a_party() -> None:
    told = events("Turkey on Thursday summoned the Swedish ambassador over a flag.", "Turkey summons Swedish envoy")
    assert len([e for e in told if e.event_type == "ACCUSE" and e.story_event_id is None]) == 1


def test_an_arrest_and_an_order_are_two_events() -> None:
    text = "Police took 35 protesters into custody on Sunday. The district administration imposed curbs in the area."
    arrest = next(e for e in events(text) if "arrest" in e.modes)
    assert "administration" not in " ".join(p.text for p in arrest.actors)


def test_strikes_on_two_towns_are_two_events() -> None:
    text = (
        "Drones struck an oil terminal in Novorossiysk on Sunday. One person was wounded.\n\n"
        "Hours later, missiles hit a block of flats in Kharkiv, killing a woman and her two children."
    )
    killed = {e.location.name: e.magnitude.killed for e in events(text) if e.location and e.story_event_id is None}
    assert killed["Novorossiysk"] is None
    assert killed["Kharkiv"] is not None


TOLLS = {
    "headline, lead and detail": (
        "Bomb kills nine at Lumba bus station",
        "A bomb exploded at the bus station of Lumba on Monday, killing nine people and injuring 22. Nine people died "
        "in the blast, the police said.",
        9,
    ),
    "two groups": (
        "Four guards and a driver killed near Zhob",
        "Gunmen killed four guards and a driver near Zhob on Tuesday. The four guards were killed at a checkpoint.",
        5,
    ),
    "a toll that rises": (
        "Raid on Tarek leaves eleven dead",
        "Rebels attacked the village of Tarek on Sunday. At first eight people were reported killed. Eleven people "
        "were killed in the attack on Tarek, the governor said.",
        11,
    ),
}


@pytest.mark.parametrize(("title", "text", "toll"), TOLLS.values(), ids=TOLLS)
def test_the_sum_over_an_article_is_its_own_toll(title: str, text: str, toll: int) -> None:
    told = [e for e in events(text, title) if e.status == "asserted"]
    assert sum(e.magnitude.killed.min for e in told if e.magnitude.killed) == toll


CROWDS = {
    "supporters": "Hundreds of his supporters threw rocks at police in Puno on Monday, setting fire to a court. One "
    "protester was killed by a rubber bullet.",
    "students": "Students attacked police in Dhaka on Sunday. One student was killed and ten officers were injured.",
}


@pytest.mark.parametrize("text", CROWDS.values(), ids=CROWDS)
def test_those_who_fight_have_not_killed_their_own(text: str) -> None:
    killing = [e for e in events(text) if e.magnitude.killed is not None]
    assert [e.actors for e in killing] == [[]]


def test_a_count_of_many_is_not_copied_to_one_of_them() -> None:
    text = (
        "The ministry says 86 people have been detained tonight. Lawmaker Nino Karadze has been arrested in the city."
    )
    alone = next(e for e in events(text) if "Karadze" in e.evidence.sentence)
    assert alone.magnitude.arrested is None or alone.magnitude.arrested.max == 1


def test_the_year_of_a_comparison_dates_its_own_clause() -> None:
    text = TWO["those since whom none was as bad"]
    told = {(c.min, e.status, e.date and e.date.value[:4]) for e in events(text) if (c := e.magnitude.killed)}
    assert told == {(8, "asserted", "2024"), (35, "historical", "2022")}


def test_the_place_of_another_time_is_not_the_scene() -> None:
    text = (
        "Their boats shelled the harbour at four in the morning. My brother was killed by a car bomb in Taiz in 2021."
    )
    shelled = next(e for e in events(text) if e.evidence.trigger == "shelled")
    assert shelled.location is None
