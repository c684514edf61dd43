"""Known names: cities by size, given names. What is in here may still be something else in a text."""

from __future__ import annotations

from functools import cache, lru_cache
from math import log10
from pathlib import Path

from agents.reader.gazetteer.index import FeatureClass, gazetteer

LARGE = 15_000
"""People of a town that its bare name makes one think of."""
_DATA = Path(__file__).parent


@lru_cache(20_000)
def place_weight(name: str) -> float:
    """0 for a name that is no city of 15,000 people, up to 2 for the largest."""
    rows = [row for row, main in gazetteer().find(name) if main and gazetteer().rows["kind"][row] >= FeatureClass.CITY]
    people = max((int(gazetteer().rows["population"][row]) for row in rows), default=0)
    return min(2.0, (log10(people + 1) - 4) * 0.7) if people >= LARGE else 0.0


def is_given_name(word: str) -> bool:
    """Whether a word is a common given name."""
    return word.casefold() in _given_names()


@cache
def _given_names() -> frozenset[str]:
    return frozenset((_DATA / "given_names.txt").read_text("utf-8").split())


def is_common_word(word: str) -> bool:
    """Whether a word in lower case is one of the common words of English that are no names, or its form in -s."""
    return word in _common_words() or (word[-1:] == "s" and word[:-1] in _common_words())


@cache
def _common_words() -> frozenset[str]:
    return frozenset((_DATA / "common_words.txt").read_text("utf-8").split())
