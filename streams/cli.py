"""The `dateline` command: which commands there are and where each lives; they are imported when called."""

from __future__ import annotations

import importlib
import sys

import click
import typer
from typer.core import TyperGroup

from streams.errors import DatelineError, Misconfigured

COMMANDS = {
    "enrich": "agents.commands.enrich",
}
"""Command name to the module that holds it as a function called `command`. Names, not imports: `streams` does not
import `agents`, and `dateline --help` need not load a language model."""


class _Lazy(TyperGroup):
    """A group that imports a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name])
        sub = typer.Typer(add_completion=False, rich_markup_mode="rich")
        sub.command(cmd_name)(module.command)
        return typer.main.get_command(sub)


app = typer.Typer(cls=_Lazy, no_args_is_help=True, rich_markup_mode="rich", pretty_exceptions_enable=False)


@app.callback()
def dateline() -> None:
    """News articles in, structured events out."""


def main() -> None:
    """Run the command line; a failure is one line on stderr. Exit 0 done, 1 failed, 2 wrong usage or settings."""
    try:
        app()
    except Misconfigured as error:
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(2)
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(1)
