"""Nouns for people, offices and organisations, with their PLOVER sectors, from `sectors.toml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from agents.reader.lexicon.loader import read_toml
from agents.reader.lexicon.name_parts import long_forms

TermKind = Literal["people", "office", "body", "prevails", "thing"]

_TABLE = Path(__file__).with_name("sectors.toml")
_KINDS: Mapping[str, TermKind] = {"people": "people", "offices": "office", "bodies": "body", "prevails": "prevails"}


@dataclass(frozen=True, slots=True)
class SectorTerm:
    """A noun for a kind of actor, or a modifier that decides the sector of its noun."""

    words: tuple[str, ...]
    kinds: frozenset[TermKind]
    sector: str | None
    inherits: bool
    """Whether it takes the sector of the organisation or group that it belongs to; `sector` applies without one."""
    nation: bool
    """Whether `sector` applies only together with a country."""


def term(words: Sequence[str]) -> SectorTerm | None:
    """Return the term with these lower-case words, singular or plural; None if there is none."""
    return _terms().get((*words[:-1], singular(words[-1]))) or _terms().get(tuple(words))


@cache
def longest() -> int:
    """Return the number of words in the longest term."""
    return max(len(words) for words in _terms())


@cache
def former_words() -> frozenset[str]:
    """Return the words that mark a former office."""
    return frozenset(_file()["former"]["words"])


@cache
def capital_words() -> frozenset[str]:
    """Return the country and nationality words with another meaning in lower case."""
    return frozenset(_file()["capital"]["words"])


@cache
def break_words() -> frozenset[str]:
    """Return the words and punctuation at which the modifiers of a head noun end."""
    return frozenset(_file()["break"]["words"])


@lru_cache(maxsize=10_000)
def singular(word: str) -> str:
    """Return the singular of a lower-case noun; other words are unchanged, or shortened without effect."""
    for pair in _file()["plurals"]["irregular"]:
        plural, _, one = pair.partition(" ")
        if word.endswith(plural):
            return word.removesuffix(plural) + one
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    return read_toml(_TABLE, dict[str, dict[str, list[str]]])


@cache
def _terms() -> Mapping[tuple[str, ...], SectorTerm]:
    """Return every term by its words; words listed twice have the first sector and all kinds."""
    found: dict[tuple[str, ...], SectorTerm] = {}
    for sector, lists in _file().items():
        if sector.isupper():
            for key, entries in lists.items():
                _add(found, entries, _KINDS[key], sector)
    for default, entries in _file()["inherit"].items():
        sector_or_none = "GOV" if default == "nation" else None if default == "none" else default
        for entry in entries:
            words = tuple(entry.split())
            found[words] = SectorTerm(
                words, _inheriting(entry), sector_or_none, inherits=True, nation=default == "nation"
            )
    for entry in _file()["belongs"]["things"]:
        words = tuple(entry.split())
        found[words] = SectorTerm(words, frozenset({"thing"}), None, inherits=True, nation=False)
    for short, full in long_forms().items():
        if (whole := found.get(tuple(full.split()))) is not None:
            found[tuple(short.split())] = whole
    return found


def _inheriting(entry: str) -> frozenset[TermKind]:
    """Return the kinds of a term that inherits its sector: a collective is only a body, others may be an office too."""
    return frozenset({"body"} if entry in _file()["collective"]["words"] else {"office", "people", "body"})


def _add(found: dict[tuple[str, ...], SectorTerm], entries: Sequence[str], kind: TermKind, sector: str) -> None:
    for entry in entries:
        words = tuple(entry.split())
        known = found.get(words)
        kinds = (known.kinds if known else frozenset()) | {kind}
        found[words] = SectorTerm(words, kinds, known.sector if known else sector, inherits=False, nation=False)
