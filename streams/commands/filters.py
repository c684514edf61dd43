"""The options by which `tail` and `export` choose among events: a route's rule, given on the command line."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from streams.errors import Misconfigured
from streams.records import Status
from streams.routes import Route

Kinds = Annotated[list[str] | None, typer.Option("--type", help="Events of this type only; repeat for more.")]
Countries = Annotated[
    list[str] | None, typer.Option("--country", help="Events in this country (AFG) only; repeat for more.")
]
Statuses = Annotated[
    list[str] | None, typer.Option("--status", help="Events of this status only; repeat for more.")
]
MinConfidence = Annotated[float, typer.Option(min=0, max=1, help="Events at least this sure only.")]


def rule(kinds: list[str] | None, countries: list[str] | None, statuses: list[str] | None, sure: float) -> Route:
    """The options as the rule of a route.

    Raises:
        Misconfigured: a status that there is not.
    """
    for status in statuses or []:
        if status not in get_args(Status):
            raise Misconfigured(f"--status {status}: known are {', '.join(get_args(Status))}")
    return Route(
        name="chosen",
        type=[kind.upper() for kind in kinds or []],
        country=[country.upper() for country in countries or []],
        status=statuses or [],
        min_confidence=sure,
    )
