"""Output for people: as wide as the terminal; with whole cells and lines in a pipe or file."""

from __future__ import annotations

import os

from rich.console import Console, RenderableType

UNLIMITED = 100_000
"""Columns of a console without a terminal: more than any line needs."""


def output_console(*, highlight: bool = True) -> Console:
    """Return a console on standard output, which wraps no line where that is a pipe or a file.

    The variable COLUMNS still sets its width.
    """
    console = Console(highlight=highlight)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = UNLIMITED
    return console


def print_whole(console: Console, renderable: RenderableType) -> None:
    """Print a table or card; where the console is no terminal, without blanks at the ends of lines."""
    if console.is_terminal:
        console.print(renderable)
        return
    with console.capture() as captured:
        console.print(renderable)
    for line in captured.get().splitlines():
        console.out(line.rstrip(), highlight=False)
