"""`dateline export`: events as a flat table, in a Parquet or CSV file."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO, cast

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from streams.cards import plain
from streams.commands.filters import Actors, Box, Countries, Keywords, Kinds, MinConfidence, Statuses, rule
from streams.commands.moments import milliseconds
from streams.errors import DatelineError, Misconfigured
from streams.feeds.item import Failed, Found, Item
from streams.replay import Choice
from streams.routes import Rule
from streams.settings import MEBIBYTE, Settings, load
from streams.stretch import TopicReader
from streams.tables.column import Column, row
from streams.tables.events import chosen, event_id, in_lines
from streams.tables.files import check, write
from streams.tables.gdelt import GDELT
from streams.tables.latest import Latest
from streams.tables.polecat import POLECAT
from streams.topics import EVENTS, route_topic

FAILURES_SHOWN = 20
LINE_BYTES = 64 * MEBIBYTE
"""Longest line of `--lines`: an article with all that was found in it."""


class Style(StrEnum):
    """Whose columns a table has."""

    POLECAT = "polecat"
    GDELT = "gdelt"


Stretch = tuple[Settings, str, Choice]
"""What to read on which cluster: `events` or a route, and of when."""

COLUMNS = {Style.POLECAT: POLECAT, Style.GDELT: GDELT}


def command(
    output: Annotated[Path, typer.Argument(help="The file to write: .parquet, or .csv.")],
    what: Annotated[str, typer.Argument(help="events, or the name of a route.")] = EVENTS,
    lines: Annotated[
        str | None,
        typer.Option("--lines", help="JSON lines of tail --json or enrich, not a topic; - is standard input."),
    ] = None,
    style: Annotated[Style, typer.Option("--columns", help="Whose columns.")] = Style.POLECAT,
    since: Annotated[str | None, typer.Option(help="Published from this moment on: RFC 3339, or a date.")] = None,
    until: Annotated[str | None, typer.Option(help="Published before this moment.")] = None,
    kinds: Kinds = None,
    countries: Countries = None,
    actors: Actors = None,
    keywords: Keywords = None,
    box: Box = None,
    statuses: Statuses = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Write what the topic of events holds as one flat table, one row an event.

    It ends at what the topic held when it began. An event that was published more
    than once is there once, as it was last. The file appears when it is whole.
    deploy/export.md says what is in each column.

    Example: [bold]dateline export events.parquet --since 2024-03-01[/bold]

    Example: [bold]dateline export events.csv --columns gdelt --lines enriched.jsonl[/bold]
    """
    wanted = rule(kinds, countries, actors, keywords, box, statuses, min_confidence)
    range_ = Choice(since_ms=milliseconds("--since", since), until_ms=milliseconds("--until", until))
    if lines is not None and range_ != Choice():
        raise Misconfigured("--since and --until go by the time of a message: lines have none")
    check(output)
    _export(output, COLUMNS[style], wanted, lines if lines is not None else (load(), what, range_))


def _export(output: Path, columns: list[Column], wanted: Rule | None, source: str | Stretch) -> None:
    with Latest(output.with_name(f".{output.name}.{os.getpid()}.scratch")) as latest, _progress() as progress:
        items = _lines(source) if isinstance(source, str) else _messages(*source, progress)
        failed = _take_in(items, latest)
        task = progress.add_task("writing", total=len(latest))
        events = progress.track(latest, task_id=task)
        written = write(output, columns, (row(columns, event) for event in chosen(events, wanted)))
        repeats = latest.taken - len(latest)
    typer.echo(f"wrote {written} events to {output}; {latest.taken} read, {repeats} of them repeats", err=True)
    if failed:
        raise DatelineError(f"{failed} were no events, and are not in {output}")


def _take_in(items: Iterable[Item], latest: Latest) -> int:
    """Put every event into its place; the number of those that are none, the first of which are shown."""
    failed = 0
    for item in items:
        found = event_id(item) if isinstance(item, Found) else item
        if isinstance(found, str) and isinstance(item, Found):
            latest.put(found, item.value)
            continue
        failed += 1
        if failed <= FAILURES_SHOWN and isinstance(found, Failed):
            typer.echo(f"{plain(found.origin)}: {plain(found.why)}", err=True)
    return failed


def _lines(source: str) -> Iterator[Item]:
    if source == "-":
        yield from in_lines(sys.stdin.buffer, "standard input", LINE_BYTES)
        return
    opener = gzip.open if source.endswith(".gz") else open
    try:
        with opener(source, "rb") as stream:
            yield from in_lines(cast(BinaryIO, stream), source, LINE_BYTES)
    except OSError as error:
        raise Misconfigured(f"--lines {source}: {error.strerror or error}") from error


def _messages(settings: Settings, what: str, choice: Choice, progress: Progress) -> Iterator[Item]:
    topic = settings.topic(EVENTS if what == EVENTS else route_topic(what))
    with TopicReader(settings, topic) as reader:
        ends = reader.ends()
        starts = reader.starts(choice.since_ms)
        task = progress.add_task("reading", total=sum(ends[tp] - start for tp, start in starts.items()))
        for message in progress.track(reader.between(starts, ends), task_id=task):
            if choice.takes(message):
                where = f"{message.topic}/{message.partition}/{message.offset}"
                yield Found(None, message.value or b"", where)


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
