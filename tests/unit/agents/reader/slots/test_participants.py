"""Participants of a sentence: names, pronouns, descriptions and common nouns."""

from __future__ import annotations

import re

import pytest

from agents.reader.coreference.resolution import resolve_references
from agents.reader.entities.entities import find_entities
from agents.reader.slots.participants import participant
from streams.contract.records import Participant
from tests.unit.support.event_fixtures import page_of

PORT = """Defence Minister Amina Yusuf visited the port of Mombasa, Kenya, on Monday. She
praised the soldiers who guard it.

Kenya's defence minister later met union leaders. Ugandan police said nine fishermen were missing.

Nairobi urged Kigali to help. The army will send boats. Mr. Peter Okello, a trader, said he lost his nets."""


def describe(phrase: str, text: str = PORT, title: str | None = None) -> Participant:
    """Return the participant of the first occurrence of a phrase, on word boundaries."""
    page = page_of(text, title)
    references = resolve_references(page, find_entities(page))
    for passage in page.passages:
        match = re.search(rf"\b{phrase}\b", passage.text)
        span = passage.doc.span_at(*match.span()) if match else None
        if span is not None:
            return participant(page, references, passage, span)
    raise LookupError(phrase)


@pytest.mark.parametrize(
    ("phrase", "name", "country", "sector"),
    [
        ("Defence Minister Amina Yusuf", "Amina Yusuf", "KEN", "GOV"),
        ("She", "Amina Yusuf", "KEN", "GOV"),
        ("Kenya's defence minister", "Amina Yusuf", "KEN", "GOV"),
        ("who", "the soldiers", "KEN", "MIL"),
        ("union leaders", "union leaders", None, "LAB"),
        ("Ugandan police", "Ugandan police", "UGA", "COP"),
        ("nine fishermen", "nine fishermen", None, "AGR"),
        ("Nairobi", "Nairobi", "KEN", "GOV"),
        ("Kigali", "Kigali", "RWA", "GOV"),
        ("The army", "The army", "KEN", "MIL"),
        ("he", "Peter Okello", None, "BUS"),
    ],
)
def test_phrases(phrase: str, name: str, country: str | None, sector: str | None) -> None:
    found = describe(phrase)
    assert (found.name, found.country, found.sector) == (name, country, sector)


def test_the_phrase_keeps_its_place() -> None:
    found = describe("Ugandan police")
    assert PORT[found.start : found.end] == found.text == "Ugandan police"


def test_a_title_describes_whom_the_text_names() -> None:
    text = "Ghana's army chief, General Kwame Boateng, met the governor on Monday."
    assert describe("army chief", text, "Ghana army chief meets governor").name == "Kwame Boateng"


def test_an_ambiguous_pronoun_is_left_alone() -> None:
    found = describe("she", "Clara Weiss and Maria Lopez met in Vienna. Later she left.")
    assert found.entity_id is None


def test_a_pronoun_may_refer_to_an_unnamed_person() -> None:
    found = describe("his", "Omar Nouri left. A trader said his shop was closed.")
    assert found.entity_id is None


def test_the_army_is_not_the_rebels_whose_name_says_army() -> None:
    text = (
        "Colombia's government and the National Liberation Army (ELN) will hold talks, the rebels said. "
        "On Sunday, three soldiers were killed in an ambush that the army blamed on ELN dissidents."
    )
    assert describe("the army", text).sector == "MIL"
