"""The class of a common noun: a person, a group, an object or something abstract."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from agents.reader.lexicon.loader import read_rows

NounClass = Literal["person", "group", "object", "abstract"]
"""`group` includes organisations and the places where their people work ("factory"); `object` includes places and
animals; `abstract` includes events, speech, thoughts, feelings and forces of nature."""

TABLE = Path(__file__).with_name("noun_classes.tsv")


def noun_class(noun: str) -> NounClass | None:
    """Return the class of a lower-case singular noun; None if it is unknown or has senses of several classes."""
    return _classes().get(noun)


@cache
def _classes() -> Mapping[str, NounClass]:
    rows = read_rows(TABLE, 2, tuple)
    return {noun: cast(NounClass, kind) for noun, kind in rows if kind in get_args(NounClass)}
