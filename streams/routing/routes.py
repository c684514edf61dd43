"""Routes: rules with a topic, from a TOML file, or by default one per event type."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from streams.contract.errors import Misconfigured
from streams.contract.event_types import PLOVER
from streams.routing.event_fields import EventFields
from streams.routing.rule import Rule, matches


class Route(Rule, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule and the topic for the events that match it."""

    name: str
    """The topic is `events.<name>`."""


def matching_routes(routes: Sequence[Route], event: EventFields) -> list[str]:
    """Return the names of the routes that match an event, in order of declaration."""
    return [route.name for route in routes if matches(route, event)]


def load_routes(path: Path | None, types: Sequence[str] = PLOVER) -> list[Route]:
    """Return the routes of a file; without a file, one route per event type, named in lower case.

    Raises:
        Misconfigured: the file or a rule in it is wrong; the message names it.
    """
    if path is None:
        return [Route(name=kind.lower(), type=[kind]) for kind in types]
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        routes = msgspec.convert(table.get("route", []), list[Route])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise Misconfigured(f"DATELINE_ROUTES {path}: {error}") from error
    names = [route.name for route in routes]
    for name in names:
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,99}", name):
            raise Misconfigured(f"DATELINE_ROUTES {path}: route name {name!r} may have only a-z, 0-9, . _ -")
        if names.count(name) > 1:
            raise Misconfigured(f"DATELINE_ROUTES {path}: route {name!r} is declared twice")
    if not routes:
        raise Misconfigured(f"DATELINE_ROUTES {path}: no [[route]] in it")
    return routes
