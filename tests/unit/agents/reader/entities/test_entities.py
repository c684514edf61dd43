"""Invented articles: which of their names are one entity."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.reader.entities.entities import find_entities
from agents.reader.entities.organisations import is_acronym_of
from agents.reader.entities.people import is_short_form, name_words
from agents.reader.text.passages import readable
from streams.contract.records import Entity
from tests.unit.support.event_fixtures import page_of

HARBOUR = """General Tomas Arvelo, the commander of the Chilean Coastal Command (CCC), met Peru's Foreign Minister
Lucia Paredes in Lima on Tuesday. Arvelo praised Paredes for her patience.

The CCC said the talks would go on. "We are patient," said Chilean Defence Ministry spokesman Pedro Oyarzun.

The Chilean Defence Ministry gave no date. Later the Defence Ministry said that Paredes would visit Santiago."""


def entities_of(text: str, title: str | None = None) -> list[Entity]:
    return find_entities(page_of(text, title))


def named(entities: list[Entity], name: str) -> Entity:
    """Return the only entity with this name or alias."""
    (found,) = [e for e in entities if name in (e.name, *e.aliases)]
    return found


def test_a_name_is_written_as_it_is_shown() -> None:
    """Character references and soft hyphens stay in mentions, because offsets count them, and not in names."""
    plain = "Envoy Tomáš Bakke of Norway met Lucia Paredes in Málaga on Thursday."
    for damaged in (plain.replace("á", "&aacute;").replace("š", "&#353;"), plain.replace("Nor", "Nor\u00ad")):
        found = entities_of(damaged)
        assert [entity.name for entity in found] == [entity.name for entity in entities_of(plain)]
        for mention in (mention for entity in found for mention in entity.mentions):
            assert mention.text == damaged[mention.start : mention.end]


def test_a_person_is_one_entity_with_role_and_coding() -> None:
    found = entities_of(HARBOUR)
    arvelo = named(found, "Arvelo")
    assert arvelo.name == "Tomas Arvelo"
    assert arvelo.role == "commander of the Chilean Coastal Command"
    assert (arvelo.country, arvelo.sector) == ("CHL", "MIL")
    assert len(arvelo.mentions) == 2
    paredes = named(found, "Lucia Paredes")
    assert (paredes.role, paredes.country, paredes.sector) == ("Foreign Minister", "PER", "GOV")
    assert len(paredes.mentions) == 3


def test_an_acronym_in_brackets_is_an_alias() -> None:
    command = named(entities_of(HARBOUR), "CCC")
    assert command.name == "Chilean Coastal Command"
    assert (command.country, command.sector) == ("CHL", "MIL")


def test_a_state_body_is_one_with_and_without_its_nationality() -> None:
    ministry = named(entities_of(HARBOUR), "Defence Ministry")
    assert ministry.name == "Chilean Defence Ministry"
    assert (ministry.country, ministry.sector) == ("CHL", "GOV")


def test_people_with_one_surname_are_separate_entities() -> None:
    found = entities_of(
        "Farid Rahmani, a farmer, sued Nasrin Rahmani over the well on Monday. Rahmani could not be reached.\n\n"
        "Mrs Rahmani later paid. Nasrin Rahmani lives in Herat."
    )
    farid, nasrin = named(found, "Farid Rahmani"), named(found, "Nasrin Rahmani")
    assert farid.id != nasrin.id
    assert all(m.text == "Farid Rahmani" for m in farid.mentions)


def test_a_group_named_after_a_nation_is_not_the_group_without() -> None:
    found = entities_of(
        "The Pakistani Taliban claimed the attack in Peshawar. The Taliban in Kabul denied any part in it.\n\n"
        "Officials say the Pakistani Taliban and the Taliban are allies."
    )
    assert named(found, "Pakistani Taliban").country == "PAK"
    assert named(found, "Taliban").country == "AFG"


def test_spellings_of_a_country_are_one_entity() -> None:
    found = entities_of("The United States sent wheat. Officials in the U.S. said America was glad to help Kenya.")
    (states,) = [e for e in found if e.country == "USA" and e.label == "GPE"]
    assert states.name == "United States"
    assert len(states.mentions) == 3


def test_known_entities_are_coded_by_date() -> None:
    merkel = named(entities_of("Chancellor Angela Merkel met farmers. Merkel listened."), "Angela Merkel")
    assert (merkel.country, merkel.sector) == ("DEU", "ELI")


def test_reading_is_deterministic() -> None:
    assert entities_of(HARBOUR) == entities_of(HARBOUR)


def test_ids_follow_the_order_of_first_mention() -> None:
    found = entities_of(HARBOUR, "Arvelo in Lima for talks")
    assert [e.id for e in found] == [f"e{n}" for n in range(1, len(found) + 1)]
    firsts = [(m.field != "title", m.start) for m in (e.mentions[0] for e in found)]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("Arvelo", "Tomas Arvelo", True),
        ("T. Arvelo", "Tomas Arvelo", True),
        ("Tomas Arvelo", "Tomas Miguel Arvelo", True),
        ("Tomas Lopez", "Tomas Arvelo", False),
        ("Lopez Cruz", "Ana Maria Lopez Cruz", True),
        ("Ana Arvelo", "Tomas Arvelo", False),
        ("Assad", "Hafiz al-Assad", True),
    ],
)
def test_short_for(short: str, full: str, fits: bool) -> None:
    assert is_short_form(name_words(short)[0], name_words(full)[0]) is fits


@pytest.mark.parametrize(
    ("acronym", "name", "stands"),
    [
        ("EAB", "Electoral Affairs Board", True),
        ("COASTCOM", "Coastal Command", True),
        ("EAB", "Board of Elections", False),
        ("He", "Health Executive", False),
    ],
)
def test_stands_for(acronym: str, name: str, stands: bool) -> None:
    assert is_acronym_of(acronym, name) is stands


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["Ana Ruiz", "Ruiz", "Mr Ruiz", "Chad", "the EU", "said", ",", "(", ")", ".", "the"])))
def test_every_mention_belongs_to_one_entity(words: list[str]) -> None:
    places = [(m.field, m.start) for e in entities_of(" ".join(["On Monday", *words])) for m in e.mentions]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("text", "name", "written"),
    [
        ("Mira Kova&#269; met Juna Petra&#x10D; on Monday.", "Mira Kovač", "Mira Kova&#269;"),
        ("Aid came from Smith &amp; Sons Ltd on Monday.", "Smith & Sons Ltd", "Smith &amp; Sons Ltd"),
        ("Mira Ko\u00advač spoke in Vienna on Monday.", "Mira Kovač", "Mira Ko\u00advač"),
        ("JosÃ© Alvarado spoke in Lima on Monday.", "José Alvarado", "JosÃ© Alvarado"),
        ("Ana&nbsp;Ruiz spoke in Lima on Monday.", "Ana Ruiz", "Ana&nbsp;Ruiz"),
    ],
)
def test_names_are_clean_and_mentions_as_received(text: str, name: str, written: str) -> None:
    entity = named(entities_of(text), name)
    assert entity.name == name
    (mention,) = entity.mentions
    assert mention.text == written == text[mention.start : mention.end]


@pytest.mark.parametrize("name", ["O’Brien", "Mary-Jo O'Neill", "São Tomé", "A. B. Müller", "Ærø"])
def test_clean_names_stay_as_they_are(name: str) -> None:
    assert readable(name) == name
