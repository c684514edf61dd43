"""Cut a phrase into the segments of an actor code: known names, countries, terms with a sector, other words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from agents.reader.actors.known_actors import LONGEST, KnownActor, known_actor, may_start
from agents.reader.actors.sectors import SectorTerm, break_words, capital_words, longest, term
from agents.reader.lexicon.countries import capital_of, country_named, nationality

_WORD = re.compile(r"[^\W_]+(?:(?:[.'’&/-]|,(?=\d))[^\W_]+)*\.?|[,;:()]")
_POSSESSIVE = re.compile(r"['’]s?$")
_EX = re.compile(r"\bex-(?=\w)", re.IGNORECASE)
COUNTRY_WORDS = 5
"""Longest country name or nationality that is looked up, in words."""
MAX_WORDS = 40
"""Number of words of a phrase that are read; the rest is a description, not an actor."""
ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Nation:
    """A country in a phrase, by its name, its capital or a nationality word."""

    code: str
    form: str
    """`name`, `capital` or `nationality`."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a phrase, and what it denotes."""

    words: tuple[str, ...]
    value: KnownActor | Nation | SectorTerm | None
    """None for a word without country or sector."""
    start: int
    """Offset into the phrase."""
    end: int

    @property
    def breaks(self) -> bool:
        """Whether the modifiers of the head noun end here: a preposition, a relative word, punctuation."""
        return self.value is None and self.words[0].lower() in break_words()


@lru_cache(maxsize=20_000)
def segments(phrase: str, on: date | None) -> tuple[Segment, ...]:
    """Cut a phrase from left to right, the longest known name, country or term first."""
    matches = list(islice(_WORD.finditer(_EX.sub("ex ", phrase)), MAX_WORDS))
    words = [_POSSESSIVE.sub("", match.group()) for match in matches]
    found = []
    at = 0
    while at < len(words):
        part, value = _longest(words, at, on)
        found.append(Segment(part, value, matches[at].start(), matches[at + len(part) - 1].end()))
        at += len(part)
    return tuple(found)


@lru_cache(20_000)
def words_of(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase without possessive marks; commas and brackets count as words."""
    return tuple(_POSSESSIVE.sub("", word) for word in _WORD.findall(_EX.sub("ex ", phrase)))


SegmentMatch = tuple[tuple[str, ...], KnownActor | Nation | SectorTerm | None]


def _longest(words: list[str], at: int, on: date | None) -> SegmentMatch:
    alone: SegmentMatch = ((words[at],), None)
    if words[at].lower() in ARTICLES:
        return alone
    choices = [*_named(words, at, on), *_nation(words, at), *_term(words, at)]
    # For equal lengths, the known name has priority, then the country.
    return max(choices, key=lambda choice: len(choice[0])) if choices else alone


def _named(words: list[str], at: int, on: date | None) -> Iterator[SegmentMatch]:
    if may_start(words[at]):
        for part in _prefixes(words, at, LONGEST):
            if (found := known_actor(" ".join(part), on)) is not None:
                yield part, found
                return


def _nation(words: list[str], at: int) -> Iterator[SegmentMatch]:
    if at and words[at - 1] == "New":
        return  # New Jersey and New Mexico are not part of the country in their name.
    for part in _prefixes(words, at, COUNTRY_WORDS):
        if (found := nation(" ".join(part))) is not None:
            yield part, found
            return


def _term(words: list[str], at: int) -> Iterator[SegmentMatch]:
    for part in _prefixes(words, at, longest()):
        if (found := term([word.lower().rstrip(".") for word in part])) is not None:
            yield part, found
            return


def _prefixes(words: list[str], at: int, most: int) -> Iterator[tuple[str, ...]]:
    for length in range(min(most, len(words) - at), 0, -1):
        yield tuple(words[at : at + length])


@lru_cache(maxsize=20_000)
def nation(name: str) -> Nation | None:
    """Return the country of a name, capital or nationality word; None for common words in lower case."""
    if name in capital_words():
        return None
    forms: tuple[tuple[str, Callable[[str], str | None]], ...] = (
        ("name", country_named),
        ("nationality", nationality),
        ("capital", capital_of),
    )
    for form, find in forms:
        if (code := find(name)) is not None:
            return Nation(code, form)
    return None
