"""Parts of names and words around them: titles, suffixes, given names (`name_parts.toml`)."""

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
    """Return the forms of address ("mr") with the gender of each."""
    by_gender = {word: gender for gender in _GENDERS for word in _DATA.read(f"titles.{gender}", list[str])}
    return {**dict.fromkeys(_DATA.read("titles.either", list[str])), **by_gender}


@cache
def given_names() -> Mapping[str, Gender]:
    """Return the given names of one gender only."""
    return {name: gender for gender in _GENDERS for name in _DATA.read(f"given.{gender}", str).split()}


@cache
def long_forms() -> Mapping[str, str]:
    """Return the long forms of abbreviated ranks and offices ("lt gen")."""
    return _DATA.read("short", dict[str, str])


@cache
def suffixes(kind: Literal["person", "company"]) -> frozenset[str]:
    """Return the words after a name that are left out of its short form ("jr", "inc")."""
    return _DATA.words(f"suffixes.{kind}")


@cache
def generic_words() -> frozenset[str]:
    """Return the first words of names that are not used as a short form of the name."""
    return _DATA.words("generic.words")


@cache
def leading_verbs() -> Mapping[str, str]:
    """Return the verb forms whose subject leads their object, with the office ("leads": "leader")."""
    return _DATA.read("leading", dict[str, str])


@cache
def hypernyms() -> Mapping[str, frozenset[str]]:
    """Return the nouns that refer to an organisation named before, with the sectors that it may have."""
    return _DATA.word_lists("hypernyms")
