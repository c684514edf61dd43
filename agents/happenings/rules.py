"""The thresholds of `rules.toml` and the word lists of `words.toml`, validated when loaded."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from streams.contract.records import Magnitude

FOLDER = Path(__file__).parent
T = TypeVar("T")


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the sections: an unknown or missing name in a file is an error when it is loaded."""


class Closing(Section, frozen=True, forbid_unknown_fields=True):
    """Days without a report after which a happening is closed, and after which it is forgotten."""

    days: int
    remembered_days: int


class Limits(Section, frozen=True, forbid_unknown_fields=True):
    """Largest numbers of what is compared or kept in a record."""

    candidates: int
    compared: int
    posted: int
    reports: int
    kept_reports: int
    copies: int
    event_ids: int
    parties: int
    count_claims: int
    sentence: int


class PlacePoints(Section, frozen=True, forbid_unknown_fields=True):
    """Points for two places, and the distances in kilometres that decide."""

    same: float
    near: float
    holds: float
    holds_country: float
    party_country: float
    named: float
    other_names: float
    unknown: float
    near_km: float
    admin2_km: float


class DayPoints(Section, frozen=True, forbid_unknown_fields=True):
    """Points for two days."""

    same_stated: float
    same: float
    inside: float
    adjacent: float
    told_later: float
    late: float
    prompt: int
    unknown: float


class TypePoints(Section, frozen=True, forbid_unknown_fields=True):
    """Points for two types of one family, and their modes."""

    same: float
    family: float
    mode: float
    other_mode: float


class PartyPoints(Section, frozen=True, forbid_unknown_fields=True):
    """Points for actors and recipients."""

    name: float
    code: float
    other_name: float
    enough_names: int


class CountPoints(Section, frozen=True, forbid_unknown_fields=True):
    """Points for two numbers of one kind."""

    equal: float
    far: float
    far_ratio: float


class WordPoints(Section, frozen=True, forbid_unknown_fields=True):
    """Points for the words of the two sentences."""

    site_same: float
    site_other: float
    victim_same: float
    victim_other: float
    other_crowd: float
    name: float
    most_names: int
    alike: float
    least: int


class ArticlePoints(Section, frozen=True, forbid_unknown_fields=True):
    """Points for two events of one article."""

    story: float
    same: float
    apart: float


class Rules(Section, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All of `rules.toml`."""

    join: float
    merge: float
    opens: list[str]
    joins: list[str]
    closing: Closing
    limits: Limits
    place: PlacePoints
    day: DayPoints
    type: TypePoints
    party: PartyPoints
    count: CountPoints
    words: WordPoints
    article: ArticlePoints
    families: dict[str, list[str]]
    kinds: dict[str, list[str]]

    def family(self, event_type: str, magnitude: Magnitude | None = None) -> str:
        """Return the family of a type; a type without one is its own. Events that killed or injured are `harm`."""
        family = next((name for name, types in self.families.items() if event_type in types), event_type)
        harmed = magnitude is not None and (magnitude.killed is not None or magnitude.injured is not None)
        return "harm" if harmed and family in self.kinds["harming"] else family


class WordLists(Section, frozen=True, forbid_unknown_fields=True):
    """All of `words.toml`; each value is words separated by spaces."""

    sites: dict[str, str]
    crowds: dict[str, str]
    people: dict[str, str]
    lists: dict[str, str]


@cache
def rules() -> Rules:
    """Return the thresholds.

    Raises:
        msgspec.ValidationError: a name in the file is unknown, missing or of the wrong type.
    """
    return _load("rules.toml", Rules)


@cache
def word_lists() -> WordLists:
    """Return the word lists; raises as `rules` does."""
    return _load("words.toml", WordLists)


def _load(name: str, kind: type[T]) -> T:
    return msgspec.toml.decode((FOLDER / name).read_bytes(), type=kind)
