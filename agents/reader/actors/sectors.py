"""What people, offices and bodies are called: `sectors.toml` as a table from words to PLOVER sectors."""

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
    """A noun for a kind of actor, or a modifier that decides the sector of the noun it stands with."""

    words: tuple[str, ...]
    kinds: frozenset[TermKind]
    sector: str | None
    inherits: bool
    """Takes the sector of the body or group that it belongs to; `sector` is only what holds without one."""
    nation: bool
    """`sector` only holds where a country stands with the term."""


def term(words: Sequence[str]) -> SectorTerm | None:
    """Return the term that these lower-case words are, singular or plural."""
    return _terms().get((*words[:-1], singular(words[-1]))) or _terms().get(tuple(words))


@cache
def longest() -> int:
    """Words in the longest term."""
    return max(len(words) for words in _terms())


@cache
def former_words() -> frozenset[str]:
    """Words that say that an office is no longer held."""
    return frozenset(_file()["former"]["words"])


@cache
def capital_words() -> frozenset[str]:
    """Country and nationality words that mean something else in lower case."""
    return frozenset(_file()["capital"]["words"])


@cache
def break_words() -> frozenset[str]:
    """Words and marks at which a head noun's own words end."""
    return frozenset(_file()["break"]["words"])


@lru_cache(maxsize=10_000)
def singular(word: str) -> str:
    """Return the singular of a lower-case noun; a word that is none comes back as it is or shortened harmlessly."""
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
    """Return every term by its words; words listed twice keep the first sector and all their kinds."""
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
