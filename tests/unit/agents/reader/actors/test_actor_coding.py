"""Coding of phrases as actors, and the tables for it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.reader.actors.actor_coding import ActorCode, code_actor
from agents.reader.actors.known_actors import known_actor, name_key
from agents.reader.actors.sectors import singular

DAY = date(2023, 3, 1)


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("seven Kenyan soldiers", "KEN", "MIL"),
        ("riot police in Quito", "ECU", "COP"),
        ("protesters in Lima", "PER", "CVL"),
        ("anti-government protesters", None, "OPP"),
        ("opposition lawmakers", None, "OPP"),
        ("three lawmakers from Ghana", "GHA", "LEG"),
        ("unknown gunmen", None, "UAF"),
        ("militants", None, "REB"),
        ("Afghan refugees in Iran", "AFG", "REF"),
        ("striking miners", None, "LAB"),
        ("a rebel commander", None, "REB"),
        ("drug traffickers", None, "CRM"),
        ("pro-Russian separatists", None, "REB"),
        ("US-backed rebels", None, "REB"),
        ("turkey farmers", None, "AGR"),
        ("Turkey", "TUR", "GOV"),
        ("world leaders", None, None),
        ("Bolivian leaders", "BOL", "GOV"),
        ("Turkish goods", "TUR", None),
        ("the French", "FRA", None),
    ],
)
def test_common_nouns(phrase: str, country: str | None, sector: str | None) -> None:
    assert code_actor(phrase, DAY) == ActorCode(country, sector)


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("the Peruvian Foreign Ministry", "PER", "GOV"),
        ("the ministry of health of Ghana", "GHA", "GOV"),
        ("a spokesman for the Indian army", "IND", "MIL"),
        ("the president of Fairmont University", None, "EDU"),
        ("Malian Foreign Minister Oumar Sidibe", "MLI", "GOV"),
        ("a former finance minister of Chile", "CHL", "ELI"),
        ("ex-president of Peru", "PER", "ELI"),
        ("a police general", None, "COP"),
        ("the US ambassador to China", "USA", "GOV"),
        ("a UN peacekeeper", "UNO", "MIL"),
        ("Iraq's Supreme Court", "IRQ", "JUD"),
        ("a police station", None, "COP"),
        ("Hezbollah soldiers", "LBN", "REB"),
        ("suspected members of Hezbollah", "LBN", "REB"),
        ("hostages held by Boko Haram", None, "CVL"),
        ("NATO", "IGO", "MIL"),
        ("the World Health Organization", "UNO", "MED"),
        ("European Commission president", "EUR", "GOV"),
        ("the Pakistani Taliban", "PAK", "REB"),
    ],
)
def test_offices_bodies_and_groups(phrase: str, country: str | None, sector: str | None) -> None:
    assert code_actor(phrase, DAY) == ActorCode(country, sector)


@pytest.mark.parametrize("capital", ["Islamabad", "Kabul", "Washington", "Moscow"])
def test_a_capital_can_mean_its_government(capital: str) -> None:
    assert code_actor(capital, DAY).sector == "GOV"


def test_a_group_that_came_to_power_is_coded_by_the_day() -> None:
    assert code_actor("Taliban officials", date(2019, 5, 1)) == ActorCode("AFG", "REB")
    assert code_actor("Taliban officials", date(2022, 5, 1)) == ActorCode("AFG", "GOV")


def test_an_office_changes_hands() -> None:
    assert code_actor("Angela Merkel", date(2015, 5, 1)) == ActorCode("DEU", "GOV")
    assert code_actor("Angela Merkel", date(2022, 5, 1)) == ActorCode("DEU", "ELI")
    assert code_actor("Angela Merkel", date(1995, 5, 1)) == ActorCode("DEU", None)


def test_acronyms_and_capitals_tell_names_from_words() -> None:
    assert code_actor("WHO", DAY).country == "UNO"
    assert code_actor("who", DAY) == ActorCode()
    assert known_actor("labour") is None
    assert known_actor("Labour") is not None


def test_spellings_are_normalised_alike() -> None:
    assert name_key("The Al-Shabaab") == name_key("al Shabaab")
    assert name_key("Médecins Sans Frontières") == name_key("medecins sans frontieres")
    assert name_key("U.N.") == name_key("UN")


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("soldiers", "soldier"),
        ("gunmen", "gunman"),
        ("deputies", "deputy"),
        ("police", "police"),
        ("press", "press"),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


@given(st.text(max_size=200))
def test_coding_is_deterministic(phrase: str) -> None:
    first = code_actor(phrase, DAY)
    assert first.sector is None or len(first.sector) == 3
    assert code_actor(phrase, DAY) == first
