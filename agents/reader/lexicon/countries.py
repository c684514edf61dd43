"""Countries and territories: their names, capitals and nationality words, from `countries.tsv`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from agents.reader.lexicon.loader import read_rows

_TABLE = Path(__file__).with_name("countries.tsv")


@dataclass(frozen=True, slots=True)
class Country:
    """One row of `countries.tsv`; its header line describes the fields. Coordinates are degrees, WGS 84."""

    alpha3: str
    alpha2: str
    geonames_id: int
    name: str
    names: tuple[str, ...]
    capitals: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    latitude: float
    longitude: float
    continent: str
    """GeoNames continent code: AF, AN, AS, EU, NA, OC or SA."""


@cache
def countries() -> Mapping[str, Country]:
    """Return every country and territory by its ISO 3166-1 alpha-3 code (XKX for Kosovo)."""
    return {country.alpha3: country for country in read_rows(_TABLE, 11, _country, header=True)}


def country_of(name: str) -> str | None:
    """Return the alpha-3 code of the country of a name, capital or nationality word; None if there is none.

    Case is ignored except in acronyms ("US"); so are accents, a leading article and a possessive ending. The caller
    must decide whether "turkey" or "polish" in lower case means a country.
    """
    return country_named(name) or nationality(name) or capital_of(name)


@lru_cache(20_000)
def country_named(name: str) -> str | None:
    """Return the alpha-3 code of the country with this name ("Burma", "the U.S.", "Holland"); None for capitals."""
    return _find(_names(), name)


@lru_cache(20_000)
def capital_of(name: str) -> str | None:
    """Return the alpha-3 code of the country whose government this capital can denote ("Islamabad urged Kabul")."""
    return _find(_capitals(), name)


@lru_cache(20_000)
def nationality(word: str) -> str | None:
    """Return the alpha-3 code of the country of an adjective or of a noun for its people ("Afghan", "Britons")."""
    return _find(_nationalities(), word)


def _country(row: list[str]) -> Country:
    alpha3, alpha2, number, name, names, capitals, adjectives, people, latitude, longitude, continent = row
    return Country(
        alpha3=alpha3,
        alpha2=alpha2,
        geonames_id=int(number),
        name=name,
        names=_several(names),
        capitals=_several(capitals),
        adjectives=_several(adjectives),
        people=_several(people),
        latitude=float(latitude),
        longitude=float(longitude),
        continent=continent,
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@lru_cache(20_000)
def _plain(name: str) -> str:
    """Return a name without accents, leading article and possessive ending."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
    plain = plain.removesuffix("'s").removesuffix("'")
    return plain[4:] if plain[:4].casefold() == "the " else plain


def _find(index: Mapping[str, str], name: str) -> str | None:
    plain = _plain(name)
    return index.get(plain) or index.get(plain.casefold())


def _index(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return codes by lower-case name; acronyms without dots keep their capitals, since "us" is a common word."""
    index: dict[str, str] = {}
    for name, alpha3 in pairs:
        plain = _plain(name)
        index.setdefault(plain if plain.isupper() and plain.isalpha() else plain.casefold(), alpha3)
    return index


@cache
def _names() -> Mapping[str, str]:
    every = countries().values()
    return _index([(c.name, c.alpha3) for c in every] + [(name, c.alpha3) for c in every for name in c.names])


@cache
def _capitals() -> Mapping[str, str]:
    return _index((name, c.alpha3) for c in countries().values() for name in c.capitals if name[0] != "~")


@cache
def _nationalities() -> Mapping[str, str]:
    every = countries().values()
    words = [(word, c.alpha3) for c in every for word in c.adjectives + c.people]
    return _index(words + [(f"{word}s", c.alpha3) for c in every for word in c.people])
