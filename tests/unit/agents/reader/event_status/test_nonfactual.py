"""Questions, denials, false reports, fiction and games are not facts; other events in the sentence are."""

from __future__ import annotations

import pytest

from agents.reader.coded_events.coded_event import EventAnalysis
from tests.unit.support.event_fixtures import analyses

QUESTIONS = [
    "Did the navy shell the port?",
    "Have police arrested the sailors?",
    "Will Kenya send troops to the island?",
    "Was the mayor kidnapped by the militia?",
    "Q: Has your government expelled the envoy?",
    "How many villagers did the soldiers kill?",
    '"Did the rebels attack the post?" a reader asked.',
]
NOBODY = [
    "No one was killed in the village.",
    "Police arrested nobody.",
    "None of the hostages has been released.",
    "Not one soldier was killed.",
    "Not a single prisoner was freed on Monday.",
    "Neither Chad nor Niger has sent troops.",
    "No students were detained.",
    "Nobody has met the miners.",
]
FALSE = [
    "Reports that soldiers had killed a nun were false.",
    "The claim that rebels had shelled the port was a hoax.",
    "It is not true that police have arrested the bishop.",
    "It is untrue that the army bombed the dam.",
    "The student admitted that he had invented his story of being kidnapped by a gang.",
    "The banker faked his own abduction.",
    "It was never the case that Mali expelled the diplomats.",
    "A station wrongly reported that rebels had killed six doctors.",
    "A fabricated letter said that the premier had resigned.",
    "The ministry dismissed claims that the army had shelled the town.",
    "The rumour that the king had resigned was denied by the palace.",
    "There is no evidence that the army killed the monks.",
    "Police found no sign of an attack on the depot.",
    "The clip does not show an attack on the town.",
    "Police could not confirm that rebels had killed the mayor.",
    "CORRECTION: An earlier version of this story said that two students were arrested.",
    "CLAIM: Soldiers fired on a ferry and killed nine people.",
    "Fact check: Police did arrest the bishop",
]
PLAYED = [
    "In the film, smugglers kidnap a banker and kill his driver.",
    "Her new novel opens in Cairo, where gunmen kidnap a banker.",
    "The opera tells how a duke murders his brother.",
    "In tonight's episode, the detective arrests the mayor.",
    "In the drill, raiders shot two guards at the gate.",
    "As part of the war game, marines attacked a village.",
    "Commandos freed 40 passengers in a rescue exercise.",
    "Troops stormed a mock village on Monday.",
    "Cadets rehearsed an attack on the bridge.",
    "In act three the rebels kidnap the queen.",
    "In the final scene, the duke murders his brother.",
    "His new opera is about a queen who is murdered by her brother.",
    "The trailer shows a general who surrenders to the pirates.",
]
FACTS = [
    ("In the last act of the war, rebels killed nine villagers on Monday.", "ASSAULT"),
    ("In the last case, police arrested six men in Porto.", "COERCE"),
    ("No fewer than 40 people were killed by gunmen in Dori.", "ASSAULT"),
    ("No fewer than 40 pupils who were abducted by gunmen on Sunday have been released.", "ASSAULT"),
    ("No. 2 rebel commander Ali Sato was killed by soldiers.", "ASSAULT"),
    ("Police in the film district arrested four dealers.", "COERCE"),
    ("The director of the film was arrested on Monday.", "COERCE"),
    ("Rebels attacked the convoy after a series of raids.", "ASSAULT"),
    ("Ahead of the drill, police arrested four activists.", "COERCE"),
    ("Police arrested the man who asked why the bridge was closed.", "COERCE"),
    ("Who rules the town? Rebels attacked it on Sunday.", "ASSAULT"),
    ("The premier falsely accused the bishop of theft.", "ACCUSE"),
    ("Police wrongly arrested a baker on Monday.", "COERCE"),
    ("The minister confirmed that soldiers had killed two miners.", "ASSAULT"),
    ("The false report angered rebels, who attacked the station.", "ASSAULT"),
    ("The navy began exercises off the cape.", "MOBILIZE"),
    ("Rebels again attacked the convoy on Sunday.", "ASSAULT"),
    ("Gunmen abducted six pupils in a region where gangs often hide.", "ASSAULT"),
]
HABITS = [
    "Armed gangs often kidnap villagers and schoolchildren for ransom.",
    "Police routinely detain activists before rallies.",
    "The militia frequently attacked convoys on the northern road.",
    "Guards usually beat new inmates.",
]


def kept_analyses(text: str) -> list[EventAnalysis]:
    return [f for f in analyses(text) if f.dropped is None]


@pytest.mark.parametrize("text", [*QUESTIONS, *NOBODY, *FALSE, *PLAYED, *HABITS])
def test_events_that_did_not_happen_are_no_facts(text: str) -> None:
    found = analyses(text)
    assert found
    assert [
        (f.coded.event_type, f.coded.status)
        for f in kept_analyses(text)
        if f.coded.status in ("asserted", "historical")
    ] == []


@pytest.mark.parametrize(("text", "event_type"), FACTS)
def test_other_events_of_the_sentence_are_facts(text: str, event_type: str) -> None:
    assert event_type in {f.coded.event_type for f in kept_analyses(text) if f.coded.status == "asserted"}
