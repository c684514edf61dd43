"""Headlines whose clauses the parser misreads, and headlines and prose that must not change."""

from __future__ import annotations

import pytest

from agents.reader.spacy_model.model import SpacyModel
from agents.reader.syntax.headline_clauses import repair_headline
from agents.reader.syntax.tree import Doc
from tests.unit.support.event_fixtures import events


def parsed(model: SpacyModel, title: str) -> Doc:
    (doc,) = model.parse([title])
    repair_headline(doc)
    return doc


@pytest.mark.parametrize(
    ("title", "verb", "subjects"),
    [
        ("Mali to resume talks with rebels", "resume", ["Mali"]),
        ("Nurses to strike over pay", "strike", ["Nurses"]),
        ("Minister to visit Delhi next week", "visit", ["Minister"]),
        ("Kenya, Uganda sign border pact", "sign", ["Kenya", "Uganda"]),
        ("Troops, rebels clash in north", "clash", ["Troops", "rebels"]),
        ("Turkey jails reporter", "jails", ["Turkey"]),
        ("Rebels storm base", "storm", ["Rebels"]),
        ("School board talks cuts", "talks", ["board"]),
    ],
)
def test_who_acts_in_a_headline(model: SpacyModel, title: str, verb: str, subjects: list[str]) -> None:
    doc = parsed(model, title)
    (root,) = (t for t in doc if t.dep_ == "ROOT")
    found = [t for c in root.children if c.dep_ == "nsubj" for t in (c, *c.conjuncts)]
    assert (root.text, [t.text for t in found]) == (verb, subjects)


@pytest.mark.parametrize(
    "title",
    [
        "Plan to build dam",
        "Rebel attacks toll rises",
        "Army raids inquiry",
        "On Monday, ministers agree pact",
        "Obama, leader of world",
        "Gunmen kill five in Quetta",
        "Police raid newspaper office",
    ],
)
def test_headlines_that_are_read_right(model: SpacyModel, title: str) -> None:
    (plain,) = model.parse([title])
    assert [(t.head.i, t.dep_) for t in parsed(model, title)] == [(t.head.i, t.dep_) for t in plain]


@pytest.mark.parametrize(
    ("title", "event_type", "actors"),
    [
        ("Mali to resume talks with rebels", "AGREE", ["Mali", "rebels"]),
        ("EU to lift sanctions on Mali", "AGREE", ["EU"]),
        ("Nurses to strike over pay", "THREATEN", ["Nurses"]),
        ("Turkey, Greece agree to talks", "AGREE", ["Turkey", "Greece"]),
        ("Turkey jails reporter", "COERCE", ["Turkey"]),
    ],
)
def test_events_of_headlines(title: str, event_type: str, actors: list[str]) -> None:
    found = [e for e in events("There were no details.", title=title) if e.evidence.field == "title"]
    assert [(e.event_type, e.status, [p.text for p in e.actors]) for e in found] == [(event_type, "asserted", actors)]
