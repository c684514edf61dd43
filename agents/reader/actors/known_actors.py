"""Known names: organisations, armed groups and office holders, from tables that a person can extend."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path

from agents.reader.lexicon.loader import read_rows

_AMERICAN = {"organisation": "organization", "programme": "program", "labour": "labor", "defence": "defense"}
LONGEST = 12
"""Longest name that is looked up, in words."""


@dataclass(frozen=True, slots=True)
class KnownActor:
    """One row of `organisations.tsv` or `officeholders.tsv`; their header lines describe the fields."""

    name: str
    aliases: tuple[str, ...]
    country: str | None
    sector: str | None
    person: bool
    common: bool
    """Whether organisations of other countries have the name too; `country` is then only the most likely one."""
    first: date | None
    last: date | None

    def holds(self, on: date | None) -> bool:
        """Return whether the row is valid on this day; without a day, whether it has no end."""
        if on is None:
            return self.last is None
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


def known_actor(name: str, on: date | None = None) -> KnownActor | None:
    """Return the row of a name on a day; None if the name is unknown.

    A former office holder has the sector ELI; a person not yet in office, or without a day, has none. An organisation
    with rows for other days only is unknown.
    """
    rows = _rows().get(name_key(name), ())
    fitting = [row for row in rows if row.holds(on)]
    if fitting:
        return next((row for row in fitting if row.first or row.last), fitting[0])
    people = [row for row in rows if row.person]
    if not people:
        return None
    last = people[-1]
    over = on is not None and any(row.last is not None and row.last < on for row in people)
    return replace(last, sector="ELI" if over else None, first=None, last=None)


def may_start(word: str) -> bool:
    """Return whether a known name starts with this word, so that longer names need a look-up."""
    return name_key(word).split(" ", 1)[0] in _first_words()


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """Return one key for all spellings of a name, without accents, case, hyphens, dots, "the" and possessives.

    Acronyms keep their capitals ("WHO" is not "who"), and so do capitalised single words ("Labour").
    """
    letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(" " if c == "-" else c for c in letters if not unicodedata.combining(c) and c != ".")
    plain = " ".join(plain.split()).removesuffix("'s").removesuffix("'")
    if plain[:4].casefold() == "the ":
        plain = plain[4:]
    if " " in plain or not plain[:1].isupper():
        return " ".join(_AMERICAN.get(word, word) for word in plain.casefold().split(" "))
    return plain if plain.isupper() else plain.capitalize()


@cache
def _rows() -> Mapping[str, tuple[KnownActor, ...]]:
    found: dict[str, tuple[KnownActor, ...]] = {}
    file = Path(__file__)
    organisations = read_rows(file.with_name("organisations.tsv"), 6, partial(_actor, person=False))
    people = read_rows(file.with_name("officeholders.tsv"), 7, partial(_actor, person=True))
    for row in (*organisations, *people):
        for name in dict.fromkeys((row.name, *row.aliases)):
            found[name_key(name)] = (*found.get(name_key(name), ()), row)
    return found


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split(" ", 1)[0] for name in _rows()) | frozenset(
        name.split(" ", 1)[0].capitalize() for name in _rows()
    )


def _actor(fields: list[str], *, person: bool) -> KnownActor:
    """Return the actor of a row; raises `ValueError` if a date is invalid."""
    name, aliases, country, sector, *_, first, last = fields
    return KnownActor(
        name.removeprefix("~"),
        tuple(aliases.split("|")) if aliases else (),
        country or None,
        sector or None,
        person,
        name[0] == "~",
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )
