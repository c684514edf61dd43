"""Which events go to which extra topic: rules declared in a TOML file, or a route for each event type."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from streams.errors import Misconfigured

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


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Takes an event that fits every list given; an empty list asks nothing."""

    name: str
    """The topic is `events.<name>`."""
    type: list[str] = []
    mode: list[str] = []
    country: list[str] = []
    """Alpha-3 codes of the event's place."""
    actor_country: list[str] = []
    """Alpha-3 codes of any actor or recipient."""
    sector: list[str] = []
    """PLOVER sectors of any actor or recipient."""
    status: list[str] = []
    min_confidence: float = 0.0


class _Party(msgspec.Struct):
    country: str | None = None
    sector: str | None = None


class _Place(msgspec.Struct):
    country: str | None = None


class Routable(msgspec.Struct):
    """What of an event the rules look at."""

    event_type: str
    status: str
    confidence: float
    modes: list[str] = []
    actors: list[_Party] = []
    recipients: list[_Party] = []
    location: _Place | None = None


_decode = msgspec.json.Decoder(Routable).decode


def routable(event: bytes) -> Routable:
    """What the rules look at, out of a published event.

    Raises:
        msgspec.DecodeError: it is not an event.
    """
    return _decode(event)


def matching(routes: Sequence[Route], event: Routable) -> list[str]:
    """The names of the routes that take an event, in the order declared."""
    return [route.name for route in routes if _takes(route, event)]


def _takes(route: Route, event: Routable) -> bool:
    parties = [*event.actors, *event.recipients]
    return (
        _fits(route.type, [event.event_type])
        and _fits(route.mode, event.modes)
        and _fits(route.country, [event.location.country] if event.location else [])
        and _fits(route.actor_country, [party.country for party in parties])
        and _fits(route.sector, [party.sector for party in parties])
        and _fits(route.status, [event.status])
        and event.confidence >= route.min_confidence
    )


def _fits(wanted: list[str], found: Sequence[str | None]) -> bool:
    return not wanted or any(value in wanted for value in found)


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
