"""The gazetteer index: spellings of a name, look-up by any of them, and consistency with its tables."""

from __future__ import annotations

import pytest

from agents.build.gazetteer_index import main
from agents.reader.gazetteer.index import FeatureClass, gazetteer
from agents.reader.gazetteer.spelling import spelling_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Mary's", "Saint Marys"),
        ("Winston-Salem", "WINSTON SALEM"),
        ("São Paulo", "Sao Paulo"),
        ("Łódź", "lodz"),
        ("Ft. Worth", "Fort Worth"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
    ],
)
def test_spellings_of_a_name_share_a_key(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


def test_names_that_differ_have_keys_that_differ() -> None:
    assert spelling_key("Santa Rosa") != spelling_key("Santa Rosalia")
    assert spelling_key("Street") != spelling_key("Saint reet")


@pytest.mark.parametrize(
    ("name", "main", "kind"),
    [
        ("Burma", "Myanmar", FeatureClass.COUNTRY),
        ("Kiev", "Kyiv", FeatureClass.CAPITAL),
        ("Anhui Province", "Anhui", FeatureClass.ADMIN1),
        ("Clark County", "Clark County", FeatureClass.ADMIN2),
        ("Mideast", "Middle East", FeatureClass.AREA),
        ("Bombay", "Mumbai", FeatureClass.CITY),
    ],
)
def test_places_are_found_by_any_spelling(name: str, main: str, kind: FeatureClass) -> None:
    found = [(gazetteer().name(row), int(gazetteer().rows["kind"][row])) for row, _ in gazetteer().find(name)]
    assert (main, kind) in found


def test_an_unknown_name_finds_nothing() -> None:
    assert gazetteer().find("Qwertabad") == ()


def test_every_place_that_a_name_leads_to_has_a_point() -> None:
    rows = gazetteer().rows
    assert all(rows["latitude"][row] or rows["longitude"][row] for row, _ in gazetteer().find("San Antonio"))


def test_a_town_lies_in_its_region_and_country() -> None:
    places = gazetteer()
    row = next(r for r, main in places.find("Zhob") if main and places.rows["kind"][r] == FeatureClass.CITY)
    parent = int(places.rows["parent"][row])
    assert places.name(int(places.first_level[parent])) == "Balochistan"
    assert places.name(int(places.country[parent])) == "Pakistan"


def test_the_index_matches_the_tables() -> None:
    assert main(["--check"]) is None
