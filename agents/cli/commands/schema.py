"""`dateline schema`: the contract as JSON Schema, or with its topics as AsyncAPI."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from streams.avro.avro_schema import avro_file
from streams.contract.asyncapi import document
from streams.contract.errors import Misconfigured
from streams.contract.json_schema import schema_file


class What(StrEnum):
    """Which record."""

    ARTICLE = "article"
    EVENT = "event"
    INPUT = "input"


def command(
    what: Annotated[What, typer.Argument(help="What goes out, or what goes in.")] = What.EVENT,
    asyncapi: Annotated[bool, typer.Option("--asyncapi", help="All topics, headers and records instead.")] = False,
    avro: Annotated[bool, typer.Option("--avro", help="As Avro, of what goes out.")] = False,
) -> None:
    """Print the JSON Schema (draft 2020-12) of events, of enriched articles, or of the articles that are fed in.

    Example: [bold]dateline schema event > event.schema.json[/bold]

    Example: [bold]dateline schema --asyncapi > asyncapi.json[/bold]

    Example: [bold]dateline schema article --avro > article.avsc[/bold]
    """
    if avro and what is What.INPUT:
        raise Misconfigured("--avro is of what goes out: article or event")
    made = _asyncapi() if asyncapi else avro_file(what) if avro else schema_file(what)
    typer.echo(made.rstrip("\n"))


def _asyncapi() -> str:
    return json.dumps(document(), indent=2, ensure_ascii=False)
