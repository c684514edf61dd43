"""Parties of several countries that share a noun, and lists of parties."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import event

SHARED = [
    ("US and Iraqi troops attacked a village.", "ASSAULT", {"US troops": "USA", "Iraqi troops": "IRQ"}),
    ("French and Chadian soldiers killed nine men.", "ASSAULT", {"French soldiers": "FRA", "Chadian soldiers": "TCD"}),
    (
        "Kenyan and Ugandan ministers held talks in Kampala.",
        "CONSULT",
        {"Kenyan ministers": "KEN", "Ugandan ministers": "UGA"},
    ),
    (
        "Officials from Kenya and Uganda met in Nairobi.",
        "CONSULT",
        {"Officials from Kenya": "KEN", "Officials from Uganda": "UGA"},
    ),
    (
        "Russian, Turkish and Iranian diplomats held talks in Sochi.",
        "CONSULT",
        {"Russian diplomats": "RUS", "Turkish diplomats": "TUR", "Iranian diplomats": "IRN"},
    ),
    (
        "South Korean and Japanese ships fired on a trawler.",
        "ASSAULT",
        {"South Korean ships": "KOR", "Japanese ships": "JPN"},
    ),
    (
        "The Thai and Cambodian prime ministers met in Vientiane.",
        "CONSULT",
        {"Thai prime ministers": "THA", "Cambodian prime ministers": "KHM"},
    ),
    ("German and Dutch planes bombed a depot.", "ASSAULT", {"German planes": "DEU", "Dutch planes": "NLD"}),
    ("Troops in Iraq and Syria attacked the militia.", "ASSAULT", {"Troops in Iraq": "IRQ"}),
    ("The Chadian army attacked a village.", "ASSAULT", {"The Chadian army": "TCD"}),
    ("Old and new ministers met in Kampala.", "CONSULT", {"Old and new ministers": None}),
]
LISTS = [
    ("Gunmen killed a baker, a postman, and a bus driver.", "ASSAULT", ["a baker", "a postman", "a bus driver"]),
    ("Rebels abducted three nurses, a driver and their guide.", "ASSAULT", ["three nurses", "a driver", "their guide"]),
    ("Police arrested the banker and two of his clerks.", "COERCE", ["the banker", "two of his clerks"]),
    ("Police arrested the bishop, the imam and the rabbi.", "COERCE", ["the bishop", "the imam", "the rabbi"]),
    ("Police arrested a colonel, a major and their driver.", "COERCE", ["a colonel", "a major", "their driver"]),
    ("Police arrested the leader, a lawyer and poet, in Oslo.", "COERCE", ["the leader, a lawyer"]),
    ("Police arrested Ana Ruiz, a lawyer, in Oslo.", "COERCE", ["Ana Ruiz, a lawyer"]),
]


@pytest.mark.parametrize(("text", "event_type", "countries"), SHARED)
def test_each_country_that_shares_a_noun_is_a_party(
    text: str, event_type: str, countries: dict[str, str | None]
) -> None:
    assert {p.name: p.country for p in event(text, event_type).actors} == countries


def test_the_text_of_a_part_stands_in_the_article() -> None:
    text = "US and Iraqi troops attacked a village."
    for party in event(text, "ASSAULT").actors:
        assert text[party.start : party.end] == party.text


@pytest.mark.parametrize(("text", "event_type", "recipients"), LISTS)
def test_each_of_a_list_is_a_party_and_an_apposition_is_none(text: str, event_type: str, recipients: list[str]) -> None:
    assert [p.text for p in event(text, event_type).recipients] == recipients
