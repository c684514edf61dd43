"""How two places are related: equal, one inside the other, near, or apart."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from math import asin, cos, floor, radians, sin, sqrt

from agents.happenings.rules import rules
from streams.contract.records import Place

EARTH_KM = 6371.0
KM_PER_DEGREE = EARTH_KM * radians(1)
LEAST_COSINE = 0.05
"""Lower bound of cos(latitude). Less than three degrees from a pole, some cells within a distance are left out."""
RANK = {"exact": 0, "city": 1, "admin2": 2, "admin1": 3, "country": 4, "region": 5}


class Relation(Enum):
    """How two places are related."""

    SAME = "the same place"
    NEAR = "near each other"
    HOLDS = "one contains the other"
    HOLDS_COUNTRY = "one is the country of the other"
    UNKNOWN = "one has no place"
    APART = "different places"

    # By identity: that of Enum is computed in Python, twenty times for a comparison of two happenings.
    __hash__ = object.__hash__


def rank(place: Place) -> int:
    """Return how coarse a place is, from 0 (exact) to 5 (part of the world)."""
    return RANK.get(place.precision or "region", 5)


def relation(one: Place | None, other: Place | None) -> Relation:
    """Return how two resolved places are related; unknown for a place without a country or as large as a region."""
    if one is None or other is None or not _is_resolved(one) or not _is_resolved(other):
        return Relation.UNKNOWN
    if one.geonames_id is not None and one.geonames_id == other.geonames_id:
        return Relation.SAME
    if one.country and other.country and one.country != other.country:
        return Relation.APART
    fine, coarse = sorted((one, other), key=rank)
    if rank(coarse) >= RANK["country"]:
        return Relation.HOLDS_COUNTRY
    if rank(coarse) == RANK["admin1"]:
        same = fine.admin1 is not None and fine.admin1 in (coarse.admin1, coarse.name)
        return Relation.HOLDS if same and rank(fine) < RANK["admin1"] else _same_or_apart(fine, coarse)
    return _by_distance(fine, coarse)


def _is_resolved(place: Place) -> bool:
    return place.country is not None and place.precision is not None and place.precision != "region"


def _same_or_apart(one: Place, other: Place) -> Relation:
    return Relation.SAME if one.name == other.name and one.admin1 == other.admin1 else Relation.APART


def _by_distance(fine: Place, coarse: Place) -> Relation:
    """Relate two points of one country: a district by its size, two towns by the distance between them."""
    points = rules().place
    km = distance_km(fine, coarse)
    if km is None:
        return _same_or_apart(fine, coarse)
    if rank(coarse) == RANK["admin2"] and fine.admin1 == coarse.admin1 and km <= points.admin2_km:
        return Relation.HOLDS
    return Relation.NEAR if km <= points.near_km else Relation.APART


def distance_km(one: Place, other: Place) -> float | None:
    """Return the great-circle distance in kilometres (haversine formula); None if a point is missing."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat1, lon1, lat2, lon2 = map(radians, (one.lat, one.lon, other.lat, other.lon))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def cell(lat: float, lon: float, km: float) -> tuple[int, int]:
    """Return the row and column of a point in a grid of cells at least twice `km` high, and as wide at the equator."""
    side = _side(km)
    return floor((lat + 90) / side), floor((lon + 180) / side) % round(360 / side)


def cells_within(lat: float, lon: float, km: float) -> Iterator[tuple[int, int]]:
    """Yield the cells of that grid with the points at most `km` away: mostly four to six, also across the date line."""
    side = _side(km)
    reach = km / KM_PER_DEGREE
    width = reach / max(LEAST_COSINE, cos(radians(min(90.0, abs(lat) + reach))))
    columns = round(360 / side)
    for row in range(floor((lat - reach + 90) / side), floor((lat + reach + 90) / side) + 1):
        for column in range(floor((lon - width + 180) / side), floor((lon + width + 180) / side) + 1):
            yield row, column % columns


def _side(km: float) -> float:
    """Return the side of a cell in degrees; 360 degrees are a whole number of sides."""
    return 360 / floor(360 * KM_PER_DEGREE / (2 * km))
