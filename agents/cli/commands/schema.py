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
    HAPPENING = "happening"
    INPUT = "input"


AVRO = (What.ARTICLE, What.EVENT)
"""The records of which `dateline avro` makes copies."""


def command(
    what: Annotated[What, typer.Argument(help="A kind of output record, or the input.")] = What.EVENT,
    asyncapi: Annotated[bool, typer.Option("--asyncapi", help="All topics, headers and records, as AsyncAPI.")] = False,
    avro: Annotated[bool, typer.Option("--avro", help="Print the Avro schema of an article or event.")] = False,
) -> None:
    """Print the JSON Schema (draft 2020-12) of events, enriched articles, happenings or input articles.

    Example: [bold]dateline schema event > event.schema.json[/bold]

    Example: [bold]dateline schema --asyncapi > asyncapi.json[/bold]

    Example: [bold]dateline schema article --avro > article.avsc[/bold]
    """
    if avro and what not in AVRO:
        raise Misconfigured(f"--avro is for {' and '.join(AVRO)} records, not for {what}")
    made = _asyncapi() if asyncapi else avro_file(what) if avro else schema_file(what)
    typer.echo(made.rstrip("\n"))


def _asyncapi() -> str:
    return json.dumps(document(), indent=2, ensure_ascii=False)
