"""The entry point of the `dateline` command: runs the command line and turns errors into one line and an exit code."""

from __future__ import annotations

import logging
import os
import signal
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from agents.cli.lazy_group import LazyGroup
from streams.contract.errors import DatelineError, Misconfigured
from streams.ops.sanitize import sanitize

BROKEN_PIPE = 128 + signal.SIGPIPE

app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="News articles in, structured events out: who did what to whom, where, when, and who says so.",
)


def _version(wanted: bool) -> None:
    """Print the version and exit."""
    if wanted:
        typer.echo(f"dateline {version('dateline')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Options of `dateline` itself."""


def main() -> None:
    """Run the command line. Exit codes: 0 success, 1 failure, 2 wrong usage or settings; one line on stderr says why.

    If the reader of standard output closes the pipe early (`| head`), it exits quietly.
    """
    if logging.lastResort is not None:
        # For warnings of commands without logging, such as those about unknown settings.
        logging.lastResort.setFormatter(logging.Formatter("dateline: %(message)s"))
    try:
        app()
    except SystemExit as ended:
        # Typer and rich handle the broken pipe themselves and exit with 1.
        if isinstance(ended.__context__, BrokenPipeError):
            _end_quietly()
        raise
    except BrokenPipeError:
        _end_quietly()
    except DatelineError as error:
        print(f"dateline: {sanitize(str(error))}", file=sys.stderr)
        sys.exit(2 if isinstance(error, Misconfigured) else 1)


def _end_quietly() -> None:
    """Exit with the status of a program killed by SIGPIPE; without this Python would print an error on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(BROKEN_PIPE)
