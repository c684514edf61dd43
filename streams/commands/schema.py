"""`dateline schema`: the contract as JSON Schema, or with its topics as AsyncAPI."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from streams.asyncapi import document
from streams.generated import schema_file


class What(StrEnum):
    """Which record."""

    ARTICLE = "article"
    EVENT = "event"
    INPUT = "input"


def command(
    what: Annotated[What, typer.Argument(help="What goes out, or what goes in.")] = What.EVENT,
    asyncapi: Annotated[bool, typer.Option("--asyncapi", help="All topics, headers and records instead.")] = False,
) -> None:
    """Print the JSON Schema (draft 2020-12) of events, of enriched articles, or of the articles that are fed in.

    Example: [bold]dateline schema event > event.schema.json[/bold]

    Example: [bold]dateline schema --asyncapi > asyncapi.json[/bold]
    """
    typer.echo(json.dumps(document(), indent=2, ensure_ascii=False) if asyncapi else schema_file(what).rstrip("\n"))
