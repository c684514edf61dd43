"""Which events go to which extra topic: rules declared in a TOML file, or a route for each event type."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from streams.errors import Misconfigured
from streams.records import Status

PLOVER_TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Takes an event that fits every list given; an empty list asks nothing."""

    type: list[str] = []
    mode: list[str] = []
    country: list[str] = []
    """Alpha-3 codes of the event's place."""
    actor_country: list[str] = []
    """Alpha-3 codes of any actor or recipient."""
    sector: list[str] = []
    """PLOVER sectors of any actor or recipient."""
    actor: list[str] = []
    """Words in the name of any actor or recipient, as it resolves or as it is written."""
    keyword: list[str] = []
    """Words in the title or the sentence that proves the event."""
    box: tuple[float, float, float, float] | None = None
    """South, west, north, east in degrees, around the event's place; west > east crosses the date line."""
    status: list[Status] = []
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        """Raise ValueError for a rule that no event could fit."""
        if not 0 <= self.min_confidence <= 1:
            raise ValueError(f"min_confidence is {self.min_confidence:g}, not between 0 and 1")
        if blank := [phrase for phrase in (*self.actor, *self.keyword) if not _words(phrase)]:
            raise ValueError(f"{blank[0]!r} holds no word")
        if self.box:
            south, west, north, east = self.box
            if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
                raise ValueError(f"box {list(self.box)} is not [south, west, north, east] in degrees")


class Route(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule, and the topic to which what it takes goes."""

    name: str
    """The topic is `events.<name>`."""


class _Party(msgspec.Struct):
    name: str = ""
    text: str = ""
    country: str | None = None
    sector: str | None = None


class _Place(msgspec.Struct):
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class _Evidence(msgspec.Struct):
    sentence: str = ""


class Routable(msgspec.Struct):
    """What of an event the rules look at."""

    event_type: str
    status: str
    confidence: float
    modes: list[str] = []
    actors: list[_Party] = []
    recipients: list[_Party] = []
    location: _Place | None = None
    title: str | None = None
    evidence: _Evidence | None = None


_decode = msgspec.json.Decoder(Routable).decode


def routable(event: bytes) -> Routable:
    """What the rules look at, out of a published event.

    Raises:
        msgspec.DecodeError: it is not an event.
    """
    return _decode(event)


def matching(routes: Sequence[Route], event: Routable) -> list[str]:
    """The names of the routes that take an event, in the order declared."""
    return [route.name for route in routes if takes(route, event)]


def takes(rule: Rule, event: Routable) -> bool:
    """Whether an event fits a rule."""
    parties = [*event.actors, *event.recipients]
    return (
        _fits(rule.type, [event.event_type])
        and _fits(rule.mode, event.modes)
        and _fits(rule.country, [event.location.country] if event.location else [])
        and _fits(rule.actor_country, [party.country for party in parties])
        and _fits(rule.sector, [party.sector for party in parties])
        and _fits(rule.status, [event.status])
        and event.confidence >= rule.min_confidence
        and _tells(rule.actor, [text for party in parties for text in (party.name, party.text)])
        and _tells(rule.keyword, [event.title or "", event.evidence.sentence if event.evidence else ""])
        and _within(rule.box, event.location)
    )


def _fits(wanted: Sequence[str], found: Sequence[str | None]) -> bool:
    return not wanted or any(value in wanted for value in found)


def _tells(phrases: list[str], texts: list[str]) -> bool:
    """Whether a phrase is in a text as whole words, whatever the case; `protest*` is any word that begins so."""
    if not phrases:
        return True
    told = [f" {_words(text)} " for text in texts]
    wanted = [f" {_words(phrase)}" + ("" if phrase.endswith("*") else " ") for phrase in phrases]
    return any(phrase in text for phrase in wanted for text in told)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _within(box: tuple[float, float, float, float] | None, place: _Place | None) -> bool:
    if box is None:
        return True
    if place is None or place.lat is None or place.lon is None:
        return False
    south, west, north, east = box
    between = west <= place.lon <= east if west <= east else place.lon >= west or place.lon <= east
    return south <= place.lat <= north and between


def load_routes(path: Path | None) -> list[Route]:
    """The routes of a file, or without one a route for each PLOVER type, named in small letters.

    Raises:
        Misconfigured: the file, or the rule in it that is wrong.
    """
    if path is None:
        return [Route(name=kind.lower(), type=[kind]) for kind in PLOVER_TYPES]
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        routes = msgspec.convert(table.get("route", []), list[Route])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Misconfigured(f"DATELINE_ROUTES {path}: {error}") from error
    names = [route.name for route in routes]
    for name in names:
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,99}", name):
            raise Misconfigured(f"DATELINE_ROUTES {path}: route name {name!r} is not small letters, digits, . _ -")
        if names.count(name) > 1:
            raise Misconfigured(f"DATELINE_ROUTES {path}: route {name!r} is declared twice")
    if not routes:
        raise Misconfigured(f"DATELINE_ROUTES {path}: no [[route]] in it")
    return routes
