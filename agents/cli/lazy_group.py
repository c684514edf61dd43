"""A command group that imports only the module of the command that is called."""

from __future__ import annotations

import gc
import importlib
import sys
from importlib.util import find_spec
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from streams.contract.errors import Misconfigured

SUMMARIES = {
    "demo": "Run everything on sample articles and show the events.",
    "enrich": "Read articles from files, without a broker.",
    "explain": "Show the entities and events of an article, with reasons.",
    "worker": "Run one worker on the configured Kafka cluster.",
    "broker": "Run only the embedded broker.",
    "feed": "Publish articles from files, folders, standard input and feeds.",
    "serve": "Accept articles over HTTP.",
    "desk": "Show events, and why they were coded, on a live page.",
    "tail": "Show events, happenings, enriched articles or dead letters as they arrive.",
    "export": "Write events or happenings as a flat table, to a Parquet or CSV file.",
    "avro": "Copy events and enriched articles to Avro topics.",
    "replay": "Publish dead letters, or a time range, as raw articles again.",
    "schema": "Print the JSON Schema of events, happenings, enriched articles or the input.",
    "packs": "List event types, check your own pack, or create one.",
    "topics": "Create the topics, or list them.",
    "lag": "Show how far the workers are behind.",
}
"""Command name to the line that `dateline --help` shows. `commands/NAME.py` holds a function `command`."""
READING = frozenset({"demo", "enrich", "explain", "worker"})
"""Commands that read articles, and so need what the extra `worker` installs."""


def is_installed(package: str) -> bool:
    """Return whether a package is loaded or can be found. A loaded Faust has no spec, and `find_spec` raises then."""
    return sys.modules.get(package) is not None or find_spec(package) is not None


def load(name: str) -> Any:
    """Import the command of that name: a Typer command object.

    Raises:
        Misconfigured: the command reads articles, and the extra `worker` is not installed.
    """
    if name in READING and not all(is_installed(package) for package in ("faust", "spacy")):
        extra = "demo" if name == "demo" else "worker"
        raise Misconfigured(f"`dateline {name}` needs the extra `{extra}`: pip install 'dateline[{extra}]'")
    app = typer.Typer(rich_markup_mode="rich", add_completion=False, pretty_exceptions_enable=False)
    # Importing makes many objects that stay and little garbage: collecting it takes a tenth of the time to start.
    gc.disable()
    try:
        app.command(name)(importlib.import_module(f"agents.cli.commands.{name}").command)
    finally:
        gc.freeze()
        gc.enable()
    return typer.main.get_command(app)


class LazyGroup(TyperGroup):
    """All commands of `dateline`. `--help` shows summaries and imports no command."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands, in the order of `dateline --help`."""
        return list(SUMMARIES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return what help and completion show of a command; `resolve_command` returns the one that runs."""
        summary = SUMMARIES.get(cmd_name)
        return summary and TyperCommand(cmd_name, help=summary)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the name, the imported command and the remaining arguments of a call."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, load(name) if name in SUMMARIES else command, rest
