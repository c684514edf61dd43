"""Rows of the project's tables become gazetteer rows, and generic words are removed from names of regions."""

from __future__ import annotations

import pytest

from agents.build import gazetteer_sources
from agents.build.gazetteer_sources import Row, areas, countries
from agents.reader.gazetteer.index import FeatureClass


def test_countries_have_a_code_a_point_and_their_other_names() -> None:
    by_code = {row.code: row for row in countries()}
    assert by_code["GB"].name == "United Kingdom"
    assert "Britain" in by_code["GB"].own
    assert all(row.kind == FeatureClass.COUNTRY and row.has_point and not row.is_city for row in by_code.values())


def test_areas_lie_somewhere_and_may_belong_to_a_country() -> None:
    rows = list(areas())
    assert all(row.has_point and row.kind == FeatureClass.AREA for row in rows)
    assert len({row.name for row in rows}) == len(rows)
    assert {len(row.parent) for row in rows} <= {0, 2}


def test_rows_know_whether_they_are_cities_and_have_a_point() -> None:
    assert Row("Oslo", FeatureClass.CAPITAL).is_city
    assert not Row("Viken", FeatureClass.ADMIN1).is_city
    assert not Row("Nowhere", FeatureClass.CITY).has_point


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Anhui", True), ("Ålesund", True), ("OSL", False), ("the Hague", False), ("Москва", False)],
)
def test_spellings_of_english_text(name: str, kept: bool) -> None:
    assert gazetteer_sources._latin(name) is kept


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Province of Anhui", "Anhui"),
        ("Anhui Sheng", "Anhui"),
        ("Kabupaten Bogor", "Bogor"),
        ("Statesville", "Statesville"),
    ],
)
def test_generic_words_of_regions_are_removed(name: str, bare: str) -> None:
    assert gazetteer_sources._GENERIC.sub("", name) == bare
