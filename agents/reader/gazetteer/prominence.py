"""How well known a place name is: the largest place that has it, and whether it is a common word as well."""

from __future__ import annotations

from functools import lru_cache

from agents.reader.gazetteer.index import FeatureClass, gazetteer
from agents.reader.lexicon.common_words import is_common_word
from agents.reader.places.toponym_candidates import ToponymCandidate, words

LARGE = 5_000
"""People of a town that is taken for a place inside an organisation's name without more evidence."""


def largest_feature(spot: ToponymCandidate) -> int:
    """The largest `FeatureClass` of the places of a name, by main name or table."""
    return _renown(spot.name)[0]


def max_population(spot: ToponymCandidate) -> int:
    """People of the largest town of that name; 0 where none is known."""
    return _renown(spot.name)[1]


@lru_cache(20_000)
def _renown(name: str) -> tuple[int, int]:
    rows, found = gazetteer().rows, gazetteer().find(name)
    kinds = [int(rows["kind"][row]) for row, main in found if main]
    return min(kinds, default=0), max((int(rows["population"][row]) for row, _ in found), default=0)


def is_common(spot: ToponymCandidate) -> bool:
    """Whether a name is more often a word, a person or a company than the place."""
    return spot.name.lower() in words()["common"] or is_word(spot)


def is_word(spot: ToponymCandidate) -> bool:
    """Whether a name is a word of the dictionary too, or hardly a name: "Mobile", "Un"; "US" is none."""
    large = largest_feature(spot) in (FeatureClass.AREA, FeatureClass.COUNTRY, FeatureClass.ADMIN1)
    lower = spot.name.lower()
    return (is_common_word(lower) and not (large and spot.name.isupper())) or (len(lower) < 3 and not large)
