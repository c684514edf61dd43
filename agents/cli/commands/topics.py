"""`dateline topics`: create the topics that are missing, or list all."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table

from agents.pool.pack_types import pack_types
from streams.contract.topics import catalogue
from streams.kafka.admin import create_topics, list_topics
from streams.ops.settings import load
from streams.ops.terminal_output import output_console, print_whole
from streams.routing.routes import load_routes

WIDTH = 60
"""Minimum width of the other columns, so that no word is split."""


class Action(StrEnum):
    """What to do."""

    LIST = "list"
    CREATE = "create"


def command(action: Annotated[Action, typer.Argument(help="list or create")] = Action.LIST) -> None:
    """Show Dateline's topics, or create those that are missing; existing topics are never changed.

    Example: [bold]dateline topics create[/bold]
    """
    settings = load()
    topics = catalogue(route.name for route in load_routes(settings.routes, pack_types(settings.packs)))
    if action is Action.CREATE:
        made = create_topics(settings, topics)
        typer.echo(f"created {', '.join(made)}" if made else "every topic exists already", err=True)
        return
    there = list_topics(settings, topics)
    table = Table("topic", "partitions", "key", "value", "written by", "read by", box=None, pad_edge=False)
    # Names are not truncated, so that they can be copied.
    table.columns[0].no_wrap, table.columns[0].overflow = True, "ignore"
    for topic in topics:
        name = settings.topic(topic.name)
        table.add_row(name, str(there.get(name, "missing")), topic.key, topic.value, topic.writer, topic.reader)
    console = output_console()
    console.width = max(console.width, WIDTH + max(len(settings.topic(topic.name)) for topic in topics))
    print_whole(console, table)
