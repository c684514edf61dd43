"""Words that report an event in one sense and not in another, with texts of both kinds."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import events

OTHER_SENSES = [
    "Analysts warned that the merger may cost jobs.",
    "The weather office warned of gales along the coast.",
    "Doctors warned that the flu would spread.",
    "The trainer insisted that the horse was fit.",
    "The minister insisted he has nothing to do with the firm.",
    "The label released a box set of the singer's ballads in May.",
    "The agency released 58 pages of notes on Friday.",
    "The bakery offers classes for beginners.",
    "The new pump will work in deep water.",
    "The inquiry will continue if there are new leads.",
    "The proceeds of the sale will help the library to buy books.",
    "The play is called Winter Light.",
    "Kofi Mensah contributed to this article.",
    "Plans call for a hotel of 13 floors.",
    "Sales of songs shot up last year.",
    "The shop battled high rents and killed its plan for a cafe.",
    "The novel is charged with sadness.",
    "The poem captured the mood of the town.",
    "The boxer defended his title in Leeds.",
    "Sugar surrendered half of its gains on Monday.",
    "The chain agreed to buy a rival for 40 million euros.",
    "The judge denied a motion to move the trial.",
    "The fund retreated from bonds as prices fell.",
]
EVENTS = [
    ("Iran warned Israel that it would respond to any strike.", "THREATEN"),
    ("The general warned that the army would retaliate.", "THREATEN"),
    ("The president insisted that the rebels hand over their weapons.", "REQUEST"),
    ("The envoy insisted on a ceasefire.", "REQUEST"),
    ("Police released four students on Tuesday.", "RETREAT"),
    ("Turkey will work with Iraq on water.", "AGREE"),
    ("The minister called the raid a crime.", "ACCUSE"),
    ("Canada contributed 40 trucks and two million dollars to the islands.", "AID"),
    ("Rebels shot down a drone near Sirte on Sunday.", "ASSAULT"),
    ("The council struck down the plan for a prison.", "REJECT"),
    ("Prosecutors charged the mayor with bribery.", "ACCUSE"),
    ("Rebels captured the town of Bria on Tuesday.", "ASSAULT"),
    ("The rebels surrendered to the army on Monday.", "RETREAT"),
    ("The army retreated from the town on Monday.", "RETREAT"),
    ("Detectives summoned the editor for questioning.", "ACCUSE"),
    ("The province paid compensation to the farmers.", "AID"),
    ("Clashes erupted between two militias near Sabha on Sunday.", "ASSAULT"),
    ("The raid left eight people dead in Kano.", "ASSAULT"),
    ("Soldiers sealed off the market of Kano on Monday.", "COERCE"),
    ("Two men were given long sentences on Friday for the murder of a nun.", "SANCTION"),
    ("Norway agreed with Iceland to share the catch.", "AGREE"),
    ("The envoys held four days of talks on water in Oslo.", "CONSULT"),
    ("The suspect was in custody in Leeds on Monday.", "COERCE"),
    ("Canada designated the militia as a terrorist organisation on Monday.", "COERCE"),
    ("The opposition welcomed the strike on the barracks.", "SUPPORT"),
    ("Police raided a print shop in Lhasa on Monday.", "COERCE"),
]


@pytest.mark.parametrize("text", OTHER_SENSES)
def test_another_sense_is_no_event(text: str) -> None:
    assert [(e.event_type, e.evidence.trigger) for e in events(text) if e.status == "asserted"] == []


@pytest.mark.parametrize(("text", "event_type"), EVENTS)
def test_the_sense_of_an_event_is_one(text: str, event_type: str) -> None:
    assert event_type in {e.event_type for e in events(text) if e.status == "asserted"}
