"""Harm by accident, nature, disease or suicide is not an assault; harm by other people is."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import events

ACCIDENTS = [
    "A coach full of pilgrims skidded off a bridge near Arequipa on Friday, killing 19 people.",
    "An explosion at a fireworks warehouse in Puebla killed six workers on Tuesday.",
    "A gas explosion in a bakery killed three people on Monday.",
    "Ebola has killed 12 people in the eastern province since May.",
    "A strong tremor hit the island on Sunday and damaged 40 schools.",
    "A hiker was killed by a bear in the forest on Saturday.",
    "Three children were killed when a wall fell on them in Lagos.",
    "The pilot was killed when his microlight came down in a field on Sunday.",
    "A blaze in a hotel in Batumi killed eleven guests on Friday.",
    "A fire at a mill left nine workers dead on Tuesday.",
    "The farmer accidentally shot his brother on Sunday.",
    "Nine workers were killed in an accident at a steel mill in Odisha.",
    "A train hit a lorry at a crossing, killing the driver and injuring 12 passengers.",
    "Two buses collided near Kumasi, injuring 30 people.",
    "Heavy rains killed 14 people in Manila on Monday, the agency said.",
    "The cook stabbed himself with a kitchen knife on Sunday.",
    "A chemical leak at a plant in Gujarat killed four people on Tuesday.",
    "A ferry sank off the cape on Sunday. All 40 passengers were killed.",
    "A quake shook the valley on Monday. It destroyed 300 houses and killed 22 people.",
    "A storm displaced 900 people on Monday.",
    "An explosion at an army ammunition depot killed four soldiers and injured nine on Thursday.",
    "A blast at an oil refinery injured six workers on Monday.",
    "A bridge collapsed in Oruro in 2019, killing six people.",
    "Three welders were killed by an exploding boiler at a paper mill.",
    "The hunter was wounded when his own gun went off as he crossed a fence.",
    "A boy was shot by accident.",
    "Wildfires forced 3,000 villagers to flee on Sunday.",
]
ACTS = [
    "Soldiers killed nine villagers in Duma on Monday.",
    "A bomb on a bus killed seven people in Manila on Friday.",
    "Two soldiers were killed when a mine exploded under their truck, the army said, blaming rebels.",
    "Six people were killed and 20 wounded in Basra on Sunday.",
    "A suicide bomber killed five worshippers at a mosque in Quetta.",
    "Rebels shot down a helicopter near Sirte, killing three soldiers.",
    "Twelve people were killed in violence in the Darfur region on Sunday.",
    "Prison guards beat an inmate to death on Sunday.",
    "An explosion killed four policemen at a checkpoint on Monday; militants said they had set off the bomb.",
    "A rocket destroyed a school in Kherson on Sunday.",
    "Gunmen attacked a train on Sunday, killing the driver.",
    "Rebels attacked an army ammunition depot on Sunday, killing two guards.",
    "Two nurses were wounded when a bomb went off outside the clinic.",
    "A guard was shot by a gunman in a mask.",
    "Two mines laid by smugglers killed a border guard.",
    "A bomb blast at an army depot killed four soldiers on Thursday.",
    "The man stabbed his neighbour and then shot at the police on Monday.",
]


@pytest.mark.parametrize("text", ACCIDENTS)
def test_an_accident_is_no_assault(text: str) -> None:
    assert [e.evidence.trigger for e in events(text) if e.event_type in ("ASSAULT", "SANCTION")] == []


@pytest.mark.parametrize("text", ACTS)
def test_a_deed_is_an_assault(text: str) -> None:
    assert "ASSAULT" in {e.event_type for e in events(text) if e.status == "asserted"}
