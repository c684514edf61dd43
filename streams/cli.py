"""The `dateline` command: which commands there are and where each lives."""

from __future__ import annotations

import importlib
import os
import signal
import sys

import typer

from streams.errors import DatelineError, Misconfigured
from streams.harmless import harmless

BROKEN_PIPE = 128 + signal.SIGPIPE

COMMANDS = {
    "demo": ("agents.commands.demo", "Run everything on sample articles, and look at the events."),
    "enrich": ("agents.commands.enrich", "Read articles from files, without a broker."),
    "explain": ("agents.commands.explain", "Show what was read in an article, and why."),
    "worker": ("agents.commands.worker", "Run one worker on the configured Kafka cluster."),
    "broker": ("streams.commands.broker", "Run the embedded broker alone."),
    "feed": ("streams.commands.feed", "Publish articles from files, folders, standard input and feeds."),
    "serve": ("streams.commands.serve", "Take articles over HTTP."),
    "tail": ("streams.commands.tail", "Watch events, enriched articles or dead letters as they come."),
    "export": ("streams.commands.export", "Write events as a flat table, in a Parquet or CSV file."),
    "avro": ("streams.commands.avro", "Copy events and enriched articles to topics of Avro."),
    "replay": ("streams.commands.replay", "Publish dead letters, or a time range, as raw articles again."),
    "schema": ("streams.commands.schema", "Print the JSON Schema of events, enriched articles or the input."),
    "topics": ("streams.commands.topics", "Create the topics, or list them."),
    "lag": ("streams.commands.lag", "Show how far the workers are behind."),
}
"""Command name to (module, help). The module holds a function `command`. It is named, not imported: `streams` does
not import `agents`, and `dateline --help` need not load a language model."""


def build(arguments: list[str]) -> typer.Typer:
    """The command line, with the module of the command that is called imported and the others as stand-ins."""
    app = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        help="News articles in, structured events out: who did what to whom, where, when, and who says so.",
    )
    completing = "_DATELINE_COMPLETE" in os.environ
    for name, (module, summary) in COMMANDS.items():
        if completing or name in arguments[:1]:
            app.command(name)(importlib.import_module(module).command)
        else:
            app.command(name, help=summary)(_elsewhere)
    app.callback()(_elsewhere)
    return app


def _elsewhere() -> None:
    """Stand in for a command that is not the one called."""


def main() -> None:
    """Run the command line: exit 0 done, 1 failed, 2 wrong usage or settings; one line on stderr says why.

    Whoever reads our output and has seen enough (`| head`) ends it quietly, as it would end `cat`.
    """
    try:
        build(sys.argv[1:])()
    except SystemExit as ended:
        # Typer and rich meet the broken pipe themselves, and end with 1.
        if isinstance(ended.__context__, BrokenPipeError):
            _end_quietly()
        raise
    except BrokenPipeError:
        _end_quietly()
    except DatelineError as error:
        print(f"dateline: {harmless(str(error))}", file=sys.stderr)
        sys.exit(2 if isinstance(error, Misconfigured) else 1)


def _end_quietly() -> None:
    """End with the status of a program that SIGPIPE killed; Python would complain once more on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(BROKEN_PIPE)
