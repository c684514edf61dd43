"""Titles, suffixes and given names: what stands around and inside names, from `data/names.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

Gender = Literal["male", "female"]

_TABLE = Path(__file__).with_name("name_parts.toml")
_GENDERS: tuple[Gender, ...] = ("male", "female")


@cache
def titles() -> Mapping[str, Gender | None]:
    """Forms of address ("mr") and the gender that they say."""
    by_gender = {word: gender for gender in _GENDERS for word in _file()["titles"][gender]}
    return {**dict.fromkeys(_file()["titles"]["either"]), **by_gender}


@cache
def given_names() -> Mapping[str, Gender]:
    """Given names that go with one gender only."""
    return {name: gender for gender in _GENDERS for name in str(_file()["given"][gender]).split()}


@cache
def long_forms() -> Mapping[str, str]:
    """What short forms of ranks and offices stand for ("lt gen")."""
    return dict(_file()["short"])


@cache
def suffixes(kind: Literal["person", "company"]) -> frozenset[str]:
    """Words after a name that are not what it is called by ("jr", "inc")."""
    return frozenset(_file()["suffixes"][kind])


@cache
def generic_words() -> frozenset[str]:
    """First words of names that do not stand for the whole name."""
    return frozenset(_file()["generic"]["words"])


@cache
def leading_verbs() -> Mapping[str, str]:
    """Verb forms whose subject heads what they govern, and the office that they say."""
    return dict(_file()["leading"])


@cache
def hypernyms() -> Mapping[str, frozenset[str]]:
    """Nouns that stand for an organisation named before, and the sectors of what they can stand for."""
    return {noun: frozenset(sectors) for noun, sectors in _file()["hypernyms"].items()}


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text("utf-8"))
