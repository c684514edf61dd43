"""Prominence of a place name: its largest place, and whether it is also a common word."""

from __future__ import annotations

from functools import lru_cache
from math import log10

from agents.reader.gazetteer.index import FeatureClass, gazetteer
from agents.reader.lexicon.common_words import is_common_word
from agents.reader.lexicon.place_words import place_words

LARGE = 5_000
"""Population from which a town inside an organisation's name is taken for a place without more evidence."""


def largest_feature(name: str) -> int:
    """Return the largest `FeatureClass` of the places with this main name; 0 if there is none."""
    return _prominence(name)[0]


def max_population(name: str) -> int:
    """Return the population of the largest place with this name; 0 if none is known."""
    return _prominence(name)[1]


@lru_cache(20_000)
def _prominence(name: str) -> tuple[int, int]:
    rows, found = gazetteer().rows, gazetteer().find(name)
    kinds = [int(rows["kind"][row]) for row, main in found if main]
    return min(kinds, default=0), max((int(rows["population"][row]) for row, _ in found), default=0)


def is_common(name: str) -> bool:
    """Return whether a name more often denotes a person, a company or a common noun than the place."""
    return name.lower() in place_words()["common"] or is_word(name)


def is_word(name: str) -> bool:
    """Return whether a name is also a dictionary word or rarely a name: "Mobile", "Un"; not "US"."""
    large = largest_feature(name) in (FeatureClass.AREA, FeatureClass.COUNTRY, FeatureClass.ADMIN1)
    lower = name.lower()
    return (is_common_word(lower) and not (large and name.isupper())) or (len(lower) < 3 and not large)


CITY_POPULATION = 15_000
"""Smallest population of a city with a weight."""


@lru_cache(20_000)
def place_weight(name: str) -> float:
    """Return the weight of a city name: 0 below 15,000 people, up to 2 for the largest."""
    rows = [row for row, main in gazetteer().find(name) if main and gazetteer().rows["kind"][row] >= FeatureClass.CITY]
    people = max((int(gazetteer().rows["population"][row]) for row in rows), default=0)
    return min(2.0, (log10(people + 1) - 4) * 0.7) if people >= CITY_POPULATION else 0.0
