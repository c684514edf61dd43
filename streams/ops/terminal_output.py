"""Output to a terminal, or unwrapped to a pipe or file."""

from __future__ import annotations

import os

from rich.console import Console, RenderableType

UNLIMITED = 100_000
"""Columns of a console without a terminal: more than any line needs."""


def output_console(*, highlight: bool = True) -> Console:
    """Return a console on standard output that does not wrap lines if the output is a pipe or file.

    The variable COLUMNS overrides the width.
    """
    console = Console(highlight=highlight)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = UNLIMITED
    return console


def print_whole(console: Console, renderable: RenderableType) -> None:
    """Print a renderable; without trailing blanks if the output is not a terminal."""
    if console.is_terminal:
        console.print(renderable)
        return
    with console.capture() as captured:
        console.print(renderable)
    for line in captured.get().splitlines():
        console.out(line.rstrip(), highlight=False)
