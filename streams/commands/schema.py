"""`dateline schema`: the contract as JSON Schema."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from streams.generated import schema_file


class What(StrEnum):
    """Which record."""

    ARTICLE = "article"
    EVENT = "event"
    INPUT = "input"


def command(what: Annotated[What, typer.Argument(help="What goes out, or what goes in.")] = What.EVENT) -> None:
    """Print the JSON Schema (draft 2020-12) of events, of enriched articles, or of the articles that are fed in.

    Example: [bold]dateline schema event > event.schema.json[/bold]
    """
    typer.echo(schema_file(what), nl=False)
