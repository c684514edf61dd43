"""Country names, capitals and nationality words, and words that resemble them."""

from __future__ import annotations

import pytest

from agents.reader.lexicon.countries import capital_of, countries, country_named, country_of, nationality


@pytest.mark.parametrize(
    ("name", "alpha3"),
    [
        ("Pakistan", "PAK"),
        ("the U.S.", "USA"),
        ("US", "USA"),
        ("the Netherlands", "NLD"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Burma", "MMR"),
        ("IRAN", "IRN"),
        ("Kosovo", "XKX"),
        ("Palestinian territories", "PSE"),
        ("Congo", "COG"),
        ("DR Congo", "COD"),
        ("South Korea's", "KOR"),
    ],
)
def test_names(name: str, alpha3: str) -> None:
    assert country_named(name) == country_of(name) == alpha3


@pytest.mark.parametrize(
    ("word", "alpha3"), [("Afghans", "AFG"), ("British", "GBR"), ("Frenchmen", "FRA"), ("North Korean", "PRK")]
)
def test_nationality_words(word: str, alpha3: str) -> None:
    assert nationality(word) == country_of(word) == alpha3


def test_capitals_are_governments_if_the_bare_name_is() -> None:
    assert capital_of("Islamabad") == country_of("Islamabad") == "PAK"
    assert country_of("Victoria") is None
    assert country_of("Hamilton") is None


@pytest.mark.parametrize("word", ["us", "car", "", "the", "Atlantis", "rok"])
def test_other_words_name_no_country(word: str) -> None:
    assert country_of(word) is None


def test_table_is_sound() -> None:
    table = countries()
    assert len(table) == len({country.alpha2 for country in table.values()}) >= 249
    for code, country in table.items():
        assert (len(code), len(country.alpha2)) == (3, 2)
        assert -90 <= country.latitude <= 90
        assert -180 <= country.longitude <= 180
        assert country_named(country.name) == code
