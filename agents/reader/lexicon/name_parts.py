"""Titles, suffixes and given names: what stands around and inside names, from `name_parts.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from agents.reader.lexicon.loader import data_file

Gender = Literal["male", "female"]

_DATA = data_file(__file__, "name_parts.toml")
_GENDERS: tuple[Gender, ...] = ("male", "female")


@cache
def titles() -> Mapping[str, Gender | None]:
    """Forms of address ("mr") and the gender that they say."""
    by_gender = {word: gender for gender in _GENDERS for word in _DATA.read(f"titles.{gender}", list[str])}
    return {**dict.fromkeys(_DATA.read("titles.either", list[str])), **by_gender}


@cache
def given_names() -> Mapping[str, Gender]:
    """Given names that go with one gender only."""
    return {name: gender for gender in _GENDERS for name in _DATA.read(f"given.{gender}", str).split()}


@cache
def long_forms() -> Mapping[str, str]:
    """Return what short forms of ranks and offices stand for ("lt gen")."""
    return _DATA.read("short", dict[str, str])


@cache
def suffixes(kind: Literal["person", "company"]) -> frozenset[str]:
    """Words after a name that are not what it is called by ("jr", "inc")."""
    return _DATA.words(f"suffixes.{kind}")


@cache
def generic_words() -> frozenset[str]:
    """First words of names that do not stand for the whole name."""
    return _DATA.words("generic.words")


@cache
def leading_verbs() -> Mapping[str, str]:
    """Verb forms whose subject heads what they govern, and the office that they say."""
    return _DATA.read("leading", dict[str, str])


@cache
def hypernyms() -> Mapping[str, frozenset[str]]:
    """Nouns that stand for an organisation named before, and the sectors of what they can stand for."""
    return _DATA.word_lists("hypernyms")
