"""The index finds every happening that an event may match, and others do not slow it down."""

from __future__ import annotations

from math import cos, radians

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agents.happenings.event_profile import EventProfile, profile
from agents.happenings.geography import KM_PER_DEGREE, cell, cells_within, distance_km
from agents.happenings.happening_index import AROUND, MOST_NAMES, Index, own_keys, wanted_keys
from agents.happenings.reports import report_of
from agents.happenings.rules import rules
from streams.contract.records import Place
from tests.unit.support.news_events import attack, day, place

MONDAY = "2024-03-04"
LATITUDES = st.floats(-80, 80)
LONGITUDES = st.floats(-180, 180)


def profile_of(name: str, where: Place, on: str = MONDAY) -> EventProfile:
    return profile(report_of(attack(name, date=day(on), location=where)))


def found(event: EventProfile, *others: EventProfile) -> list[int]:
    """Return the numbers of the others that are looked up for an event."""
    index = Index()
    for number, other in enumerate(others):
        index.post(number, own_keys(other))
    return sorted(index.look_up(event))


@given(LATITUDES, LONGITUDES, st.floats(-1, 1), st.floats(-1, 1), st.sampled_from([12.0, 60.0]))
@example(10.0, 180.0, 0.0, 1.0, 12.0)
@example(10.0, -180.0, 0.0, -1.0, 60.0)
def test_a_point_within_the_distance_is_in_one_of_the_cells(
    lat: float, lon: float, north: float, east: float, km: float
) -> None:
    """This includes the date line and high latitudes, where degrees of longitude are short."""
    other_lat = lat + north * km / KM_PER_DEGREE
    other_lon = (lon + east * km / KM_PER_DEGREE / cos(radians(lat)) + 180) % 360 - 180
    far = distance_km(place(lat=lat, lon=lon), place(lat=other_lat, lon=other_lon))
    assert far is not None
    assert far > km or cell(other_lat, other_lon, km) in set(cells_within(lat, lon, km))


@given(LATITUDES, LONGITUDES, st.sampled_from([12.0, 60.0]))
def test_cells_are_few(lat: float, lon: float, km: float) -> None:
    assert len(set(cells_within(lat, lon, km))) <= 3 * (2 + 1 / cos(radians(min(85.0, abs(lat) + 1))))


@pytest.mark.parametrize(
    ("event", "other", "meets"),
    [
        (place("Varn"), place("Varn", lat=34.2), True),
        (place("Varn"), place("Oster", lat=34.6), False),
        (place("Varn"), place("Hallow", "admin2", lat=34.6), True),
        (place("Hallow", "admin2"), place("Varn", lat=34.6), True),
        (place("Hallow", "admin2"), place("Mirren", "admin2", lat=34.6), True),
        (place("Hallow", "admin2"), place("Varn", lat=36.6), False),
        (place("Varn"), place("Khyber Pakhtunkhwa", "admin1"), True),
        (place("Khyber Pakhtunkhwa", "admin1"), place("Varn"), True),
        (place("Varn"), place("Pakistan", "country", admin1=None), True),
        (place("Pakistan", "country", admin1=None), place("Varn"), True),
    ],
    ids=lambda value: f"{value.name}-{value.lat}" if isinstance(value, Place) else str(value),
)
def test_a_place_matches_places_that_contain_it_or_are_near(event: Place, other: Place, meets: bool) -> None:
    assert bool(found(profile_of("a1", event), profile_of("a2", other))) is meets


@given(LATITUDES, LONGITUDES, st.floats(-0.7, 0.7), st.floats(-0.7, 0.7))
@example(10.0, 180.0, 0.0, 0.7)
def test_a_town_matches_a_district_that_may_contain_it(lat: float, lon: float, north: float, east: float) -> None:
    """The order of the reports does not matter."""
    reach = rules().place.admin2_km / KM_PER_DEGREE
    town = place("Varn", lat=lat, lon=lon)
    east_of = (lon + east * reach / cos(radians(lat)) + 180) % 360 - 180
    district = place("Hallow", "admin2", lat=lat + north * reach, lon=east_of)
    far = distance_km(town, district)
    assert far is not None
    if far <= rules().place.admin2_km:
        assert found(profile_of("a1", town), profile_of("a2", district))
        assert found(profile_of("a1", district), profile_of("a2", town))


@given(st.floats(-60, 60), LONGITUDES)
def test_a_look_up_uses_few_keys(lat: float, lon: float) -> None:
    """Per day the country, the province, one cell of districts, the cells of towns around, names and kinds of site."""
    towns = len(set(cells_within(lat, lon, rules().place.near_km)))
    keys = list(wanted_keys(profile_of("a1", place("Varn", lat=lat, lon=lon))))
    days = 2 * AROUND + 2
    assert len(keys) <= 1 + days * (3 + towns + MOST_NAMES + 2)


def test_distant_and_old_happenings_are_not_found() -> None:
    far = [profile_of(f"f{n}", place(f"F{n}", lat=30.0 + n % 40 / 10, lon=65.0 + n // 40 / 10)) for n in range(400)]
    early = [profile_of(f"e{n}", place("Varn"), on=f"2024-02-{1 + n % 27:02}") for n in range(100)]
    assert found(profile_of("a1", place("Varn")), *far, *early, profile_of("a2", place("Varn"))) == [500]


def test_a_key_keeps_only_the_last_happenings() -> None:
    """Only the last happenings of one place and day are compared, so that the time per event is bounded."""
    same = [profile_of(f"s{n}", place("Varn")) for n in range(rules().limits.posted + 40)]
    numbers = found(profile_of("a1", place("Varn")), *same)
    assert numbers == list(range(len(same) - rules().limits.candidates, len(same)))


def test_removed_happenings_are_not_found() -> None:
    index, one = Index(), profile_of("a2", place("Varn"))
    index.post(1, own_keys(one))
    index.forget(1, own_keys(one))
    assert not index.look_up(profile_of("a1", place("Varn")))
    assert len(index) == 0
