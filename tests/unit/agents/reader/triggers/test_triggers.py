"""Triggers: which words report an event, its type, and what raises the confidence. See also test_boundaries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.reader.ontology.packs import load
from agents.reader.spacy_model.model import SpacyModel
from agents.reader.triggers.trigger import Trigger
from agents.reader.triggers.triggers import doc_triggers
from tests.unit.support import article_texts


def read(model: SpacyModel, text: str) -> list[Trigger]:
    return doc_triggers(model.parse([text]), load("plover"))


def main_type(model: SpacyModel, text: str) -> str:
    return max(read(model, text), key=lambda t: t.score).event_type


@pytest.mark.parametrize(
    "text",
    [
        "The clerk lifted a finger to his lips.",
        "The side beat their rivals by two goals.",
        "She suffered a heart attack on Monday.",
        "A storm hit the coast of Samoa.",
        "The band released an album in May.",
        "The factory met its target in March.",
        "The surgeon said the body rejected the kidney.",
        "A photo of Friday March 15 shows the choir.",
    ],
)
def test_what_only_looks_like_an_event(model: SpacyModel, text: str) -> None:
    assert read(model, text) == []


@pytest.mark.parametrize(
    ("text", "inner", "status"),
    [
        ("The rebels agreed to release the pilots.", "RETREAT", "future"),
        ("Accra demanded the release of the pilots.", "RETREAT", "hypothetical"),
        ("The warlord threatened to attack the port.", "ASSAULT", "hypothetical"),
        ("The garrison refused to free the pilots.", "RETREAT", "negated"),
        ("The council is considering arresting the mayor.", "COERCE", "hypothetical"),
    ],
)
def test_requested_acts_are_no_facts(model: SpacyModel, text: str, inner: str, status: str) -> None:
    found = read(model, text)
    assert {t.status for t in found if t.event_type == inner} <= {status}
    assert max(found, key=lambda t: t.score).status == status or main_type(model, text) != inner


@pytest.mark.parametrize(
    "text",
    [
        "The bishop urged the clans to share the well.",
        "The bishop urged the clans not to arm their young men.",
        "The bishop demanded the release of the pilots.",
    ],
)
def test_asking_is_a_fact_and_what_is_asked_for_is_none(model: SpacyModel, text: str) -> None:
    (request,) = [t for t in read(model, text) if t.event_type == "REQUEST"]
    assert request.status is None


def test_light_verbs_report_their_nouns_event(model: SpacyModel) -> None:
    doc = model.parse(["Militants launched an attack on the village of Dori."])[0]
    (trigger,) = doc_triggers([doc], load("plover"))
    assert doc[trigger.start : trigger.end].text == "launched an attack"
    assert [doc[i].text for i in trigger.names] == ["attack"]


def test_a_prison_sentence_is_a_verdict_and_no_arrest(model: SpacyModel) -> None:
    (conviction,) = read(model, "The court sentenced the banker to nine years in prison.")
    assert (conviction.event_type, conviction.modes) == ("SANCTION", ("convict",))


def test_passives_and_relative_clauses_are_read(model: SpacyModel) -> None:
    for text in ("Two guards were killed at the gate.", "The men who killed two guards fled."):
        assert main_type(model, text) == "ASSAULT"


def test_a_day_and_a_place_make_an_event_surer(model: SpacyModel) -> None:
    (bare,) = read(model, "Gunmen killed a guard.")
    (anchored,) = read(model, "Gunmen killed a guard in Tunis on Monday.")
    assert anchored.score > bare.score


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("Two clerks were hurt during the attack.", "Two clerks wrote about the attack."),
        ("He mourned victims of Monday's bombing.", "He mourned victims of the bombing."),
        ("The paper described the bombings in Lagos.", "The paper described the bombings."),
        ("The paper described the raids on shops.", "The paper described raids on shops."),
        ("Lima spoke of an attack.", "They spoke of an attack."),
    ],
)
def test_a_particular_event_is_surer_than_a_kind_of_event(model: SpacyModel, surer: str, less_sure: str) -> None:
    one, other = (max(t.score for t in read(model, text) if t.event_type == "ASSAULT") for text in (surer, less_sure))
    assert one > other


@given(st.lists(st.sampled_from(["police", "arrested", "the", "talks", "will", "not", "attack", ",", "on", "Peru"])))
def test_any_words_give_triggers_within_the_text(words: list[str]) -> None:
    doc = article_texts.model().parse([" ".join(words)])[0] if words else None
    for trigger in doc_triggers([doc], load("plover")) if doc is not None else []:
        assert doc is not None
        assert 0 <= trigger.start <= trigger.head < trigger.end <= len(doc)
        assert 0 <= trigger.score <= 1
