"""Rules that select events."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from streams.contract import country_codes
from streams.contract.event_types import suggestion
from streams.contract.records import Status
from streams.routing.event_fields import EventFields, EventPlace

_ALPHA_3 = re.compile("[A-Z]{3}")


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Matches an event if each non-empty list has one of its values, and all other conditions hold."""

    type: list[str] = []
    mode: list[str] = []
    country: list[str] = []
    """ISO 3166-1 alpha-3 codes of the event's place."""
    actor_country: list[str] = []
    """ISO 3166-1 alpha-3 codes of any actor or recipient."""
    sector: list[str] = []
    """PLOVER sectors of any actor or recipient."""
    actor: list[str] = []
    """Words in the name of any actor or recipient, resolved or as written."""
    keyword: list[str] = []
    """Words in the title or in the evidence sentence."""
    box: tuple[float, float, float, float] | None = None
    """South, west, north, east in degrees, around the event's place; west > east crosses the date line."""
    status: list[Status] = []
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        """Validate the rule.

        Raises:
            ValueError: no event can match it.
        """
        if not 0 <= self.min_confidence <= 1:
            raise ValueError(f"min_confidence is {self.min_confidence:g}, not between 0 and 1")
        for name in ("country", "actor_country"):
            if wrong := next((code for code in getattr(self, name) if not _ALPHA_3.fullmatch(code)), None):
                raise ValueError(f"{name} {wrong!r} is not an ISO 3166-1 alpha-3 code such as AFG")
        for code in self.country:
            if country_codes.name(code) is None:
                raise ValueError(f"country {code!r}: no country has this ISO 3166-1 alpha-3 code; one looks like AFG")
        for event_type in self.type:
            if meant := suggestion(event_type):
                raise ValueError(f"no event type {event_type}: did you mean {meant}?")
        if blank := [phrase for phrase in (*self.actor, *self.keyword) if not words(phrase)]:
            raise ValueError(f"{blank[0]!r} has no word")
        if self.box:
            south, west, north, east = self.box
            if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
                raise ValueError(f"box {list(self.box)} is not [south, west, north, east] in degrees")


def matches(rule: Rule, event: EventFields) -> bool:
    """Return whether an event matches a rule."""
    parties = [*event.actors, *event.recipients]
    return (
        _fits(rule.type, [event.event_type])
        and _fits(rule.mode, event.modes)
        and _fits(rule.country, [event.location.country] if event.location else [])
        and _fits(rule.actor_country, [party.country for party in parties])
        and _fits(rule.sector, [party.sector for party in parties])
        and _fits(rule.status, [event.status])
        and event.confidence >= rule.min_confidence
        and _mentions(rule.actor, [text for party in parties for text in (party.name, party.text)])
        and _mentions(rule.keyword, [event.title or "", event.evidence.sentence if event.evidence else ""])
        and _within(rule.box, event.location)
    )


def _fits(wanted: Sequence[str], found: Sequence[str | None]) -> bool:
    return not wanted or any(value in wanted for value in found)


def _mentions(phrases: list[str], texts: list[str]) -> bool:
    """Return whether a phrase occurs in a text as whole words, ignoring case; `protest*` matches a prefix."""
    if not phrases:
        return True
    told = [f" {words(text)} " for text in texts]
    wanted = [f" {words(phrase)}" + ("" if phrase.endswith("*") else " ") for phrase in phrases]
    return any(phrase in text for phrase in wanted for text in told)


def words(text: str) -> str:
    """Return the words of a text in lower case, separated by single spaces, for comparison with phrases."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _within(box: tuple[float, float, float, float] | None, place: EventPlace | None) -> bool:
    if box is None:
        return True
    if place is None or place.lat is None or place.lon is None:
        return False
    south, west, north, east = box
    between = west <= place.lon <= east if west <= east else place.lon >= west or place.lon <= east
    return south <= place.lat <= north and between
