"""How well known a place name is: the largest place that has it, and whether it is a common word as well."""

from __future__ import annotations

from agents.reader.atlas.index import Kind, atlas
from agents.reader.names.gazetteer import is_common_word
from agents.reader.places.spots import Spot, words

LARGE = 5_000
"""People of a town that is taken for a place inside an organisation's name without more evidence."""


def largest_kind(spot: Spot) -> int:
    """The largest `Kind` of the places of a name, by main name or table."""
    kinds = [int(atlas().rows["kind"][row]) for row, main in atlas().find(spot.name) if main]
    return min(kinds, default=0)


def most_people(spot: Spot) -> int:
    """People of the largest town of that name; 0 where none is known."""
    rows = [row for row, _ in atlas().find(spot.name)]
    return max((int(atlas().rows["population"][row]) for row in rows), default=0)


def is_common(spot: Spot) -> bool:
    """Whether a name is more often a word, a person or a company than the place."""
    return spot.name.lower() in words()["common"] or is_word(spot)


def is_word(spot: Spot) -> bool:
    """Whether a name is a word of the dictionary too, or hardly a name: "Mobile", "Un"; "US" is none."""
    large = largest_kind(spot) in (Kind.AREA, Kind.COUNTRY, Kind.ADMIN1)
    lower = spot.name.lower()
    return (is_common_word(lower) and not (large and spot.name.isupper())) or (len(lower) < 3 and not large)
