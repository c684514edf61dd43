"""The options by which `tail` and `export` choose among events: a route's rule, given on the command line."""

from __future__ import annotations

import sys
from typing import Annotated, get_args

import msgspec
import typer

from streams.contract.errors import Misconfigured
from streams.contract.event_types import GENERAL, PLOVER
from streams.contract.records import Status
from streams.routing.rule import Rule

KNOWN = PLOVER | GENERAL
Kinds = Annotated[list[str] | None, typer.Option("--type", help="Events of this type only; repeat for more.")]
Countries = Annotated[
    list[str] | None, typer.Option("--country", help="Events in this country (AFG) only; repeat for more.")
]
Actors = Annotated[
    list[str] | None,
    typer.Option("--actor", help="Events with this in the name of an actor or recipient only; repeat for more."),
]
Keywords = Annotated[
    list[str] | None,
    typer.Option("--keyword", help="Events with these words in title or sentence only; protest* too."),
]
Box = Annotated[str | None, typer.Option(metavar="S,W,N,E", help="Events in this box of degrees only.")]
Statuses = Annotated[list[str] | None, typer.Option("--status", help="Events of this status only; repeat for more.")]
MinConfidence = Annotated[float, typer.Option(min=0, max=1, help="Events at least this sure only.")]


def rule(
    kinds: list[str] | None,
    countries: list[str] | None,
    actors: list[str] | None,
    keywords: list[str] | None,
    box: str | None,
    statuses: list[str] | None,
    min_confidence: float,
) -> Rule | None:
    """The options as a rule; None where none is given. A type of no known pack is named on stderr.

    Raises:
        Misconfigured: one of them is no rule.
    """
    for kind in kinds or []:
        if kind.upper() not in KNOWN:
            print(
                f"--type {kind}: no pack that comes with Dateline has it; only a pack of your own can", file=sys.stderr
            )
    for status in statuses or []:
        if status not in get_args(Status):
            raise Misconfigured(f"--status {status}: known are {', '.join(get_args(Status))}")
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
