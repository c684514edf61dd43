"""The verb "shot" that the parser takes for a noun, and nouns and verbs that must not change."""

from __future__ import annotations

import pytest

from agents.reader.spacy_model.model import SpacyModel
from agents.reader.syntax.reattachment import reattach
from agents.reader.syntax.tree import Doc
from tests.unit.support.event_fixtures import events


def parsed(model: SpacyModel, text: str) -> Doc:
    (doc,) = model.parse([text])
    reattach(doc)
    return doc


@pytest.mark.parametrize(
    ("text", "doer", "victim"),
    [
        ("Gunmen on a motorbike shot dead a policeman in Peshawar on Monday.", "Gunmen on a motorbike", "a policeman"),
        (
            "Unknown men on a motorcycle shot dead a politician in Quetta.",
            "Unknown men on a motorcycle",
            "a politician in Quetta",
        ),
        ("Attackers in a car shot dead two officers near Zhob.", "Attackers in a car", "two officers near Zhob"),
        ("A gunman in a taxi shot and killed a bus driver in Lima.", "A gunman in a taxi", "a bus driver in Lima"),
        ("Police in Lagos shot dead a man on Monday.", "Police in Lagos", "a man"),
    ],
)
def test_who_shot_whom(text: str, doer: str, victim: str) -> None:
    (found,) = [e for e in events(text) if e.event_type == "ASSAULT"]
    assert [a.text for a in found.actors] == [doer]
    assert [r.text for r in found.recipients] == [victim]
    assert found.magnitude.killed is not None


@pytest.mark.parametrize(
    "text",
    [
        "He received a shot in the arm.",
        "The striker scored with a long shot and won the match.",
        "A photographer on a film shot and her crew met the mayor.",
        "She heard a rifle shot in the woods.",
    ],
)
def test_a_shot_that_is_a_noun_stays_one(model: SpacyModel, text: str) -> None:
    (shot,) = [t for t in parsed(model, text) if t.lower_ == "shot"]
    assert shot.tag_ != "VBD"
    assert shot.dep_ != "ROOT"
