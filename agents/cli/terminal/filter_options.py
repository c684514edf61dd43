"""Options of `tail` and `export` that select events, converted to a rule as in a route."""

from __future__ import annotations

import sys
from typing import Annotated, get_args

import msgspec
import typer

from streams.contract.errors import Misconfigured
from streams.contract.event_types import KNOWN
from streams.contract.records import Status
from streams.routing.rule import Rule

Kinds = Annotated[list[str] | None, typer.Option("--type", help="Only events of this type; repeatable.")]
Countries = Annotated[
    list[str] | None, typer.Option("--country", help="Only events in this country, as in AFG; repeatable.")
]
Actors = Annotated[
    list[str] | None,
    typer.Option("--actor", help="Only events with these words in the name of an actor or recipient; repeatable."),
]
Keywords = Annotated[
    list[str] | None,
    typer.Option("--keyword", help="Only events with these words in title or sentence, as in protest*; repeatable."),
]
Box = Annotated[str | None, typer.Option(metavar="S,W,N,E", help="Only events in this box, in degrees.")]
Statuses = Annotated[list[str] | None, typer.Option("--status", help="Only events of this status; repeatable.")]
MinConfidence = Annotated[float, typer.Option(min=0, max=1, help="Only events with at least this confidence.")]


def filter_rule(
    kinds: list[str] | None,
    countries: list[str] | None,
    actors: list[str] | None,
    keywords: list[str] | None,
    box: str | None,
    statuses: list[str] | None,
    min_confidence: float,
) -> Rule | None:
    """Return the options as a rule, or None if none is given; warn on stderr about a type that is in no known pack.

    Raises:
        Misconfigured: an option is invalid.
    """
    for kind in kinds or []:
        if kind.upper() not in KNOWN:
            print(
                f"dateline: --type {kind}: no pack of Dateline has this type; only a pack of your own can",
                file=sys.stderr,
            )
    for status in statuses or []:
        if status not in get_args(Status):
            raise Misconfigured(f"--status {status}: not one of {', '.join(get_args(Status))}")
    given = {
        "type": [kind.upper() for kind in kinds or []],
        "country": [country.upper() for country in countries or []],
        "actor": actors,
        "keyword": keywords,
        "box": _degrees(box) if box is not None else None,
        "status": statuses,
        "min_confidence": min_confidence,
    }
    given = {name: value for name, value in given.items() if value}
    try:
        return msgspec.convert(given, Rule) if given else None
    except msgspec.ValidationError as error:
        raise Misconfigured(str(error).partition(" - at ")[0]) from error


def _degrees(box: str) -> list[float]:
    try:
        south, west, north, east = (float(part) for part in box.split(","))
    except ValueError as error:
        raise Misconfigured(f"--box {box}: not four numbers, south,west,north,east in degrees") from error
    return [south, west, north, east]
