"""`dateline export`: events or happenings as a flat table, in a Parquet or CSV file."""

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

from agents.cli.terminal.filter_options import (
    Actors,
    Box,
    Countries,
    Keywords,
    Kinds,
    MinConfidence,
    Statuses,
    filter_rule,
)
from agents.cli.terminal.time_options import parse_time_ms
from streams.contract.errors import DatelineError, Misconfigured
from streams.contract.json_lines import JsonLine, UnreadableLine
from streams.contract.topics import EVENTS, HAPPENINGS, route_topic
from streams.dead_letters.replay import ReplaySelection
from streams.export.columns import Value, row
from streams.export.event_selection import event_id, in_lines, selected
from streams.export.gdelt import GDELT
from streams.export.happening_columns import HAPPENINGS as HAPPENING_COLUMNS
from streams.export.happening_columns import happening_row
from streams.export.happening_selection import HighestVersions, selected_happenings
from streams.export.latest_versions import LatestVersions
from streams.export.polecat import POLECAT
from streams.export.table_files import check_writable, write_table
from streams.kafka.topic_reader import TopicReader
from streams.ops.http_api_settings import MEBIBYTE
from streams.ops.sanitize import plain
from streams.ops.settings import Settings, load
from streams.routing.rule import Rule

FAILURES_SHOWN = 20
LINE_BYTES = 64 * MEBIBYTE
"""Maximum bytes of a line of `--lines`: an article with all its records."""


class Style(StrEnum):
    """The standard of a table's columns."""

    POLECAT = "polecat"
    GDELT = "gdelt"


TopicRange = tuple[Settings, str, ReplaySelection]
"""The cluster, the topic (`events`, `happenings` or a route), and the time range to read."""

COLUMNS = {Style.POLECAT: POLECAT, Style.GDELT: GDELT}


def command(
    output: Annotated[Path, typer.Argument(help="The file to write: .parquet, or .csv.")],
    what: Annotated[str, typer.Argument(help="events, happenings, or the name of a route.")] = EVENTS,
    lines: Annotated[
        str | None,
        typer.Option(
            "--lines", help="Read JSON lines of tail --json or enrich instead of a topic; - is standard input."
        ),
    ] = None,
    style: Annotated[Style | None, typer.Option("--columns", help="Columns of events; the default is polecat.")] = None,
    since: Annotated[str | None, typer.Option(help="Published at or after this time: RFC 3339, or a date.")] = None,
    until: Annotated[str | None, typer.Option(help="Published before this time.")] = None,
    kinds: Kinds = None,
    countries: Countries = None,
    actors: Actors = None,
    keywords: Keywords = None,
    box: Box = None,
    statuses: Statuses = None,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Write the events of a topic as a flat table, one row per event; or the happenings.

    Only messages in the topic at the start are read. A record that was published more than once
    is one row, in its last version. deploy/export.md describes each column.

    Example: [bold]dateline export happenings.parquet happenings[/bold]

    Example: [bold]dateline export events.csv --columns gdelt --lines enriched.jsonl[/bold]
    """
    wanted = filter_rule(kinds, countries, actors, keywords, box, statuses, min_confidence)
    range_ = ReplaySelection(since_ms=parse_time_ms("--since", since), until_ms=parse_time_ms("--until", until))
    if lines is not None and range_ != ReplaySelection():
        raise Misconfigured("--since and --until select by the time of a message; JSON lines have none")
    check_writable(output)
    _export(output, _table(what, style), wanted, lines if lines is not None else (load(), what, range_))


def _table(what: str, style: Style | None) -> Table:
    if what == HAPPENINGS and style is not None:
        raise Misconfigured("--columns selects the columns of events; happenings have their own")
    return HappeningTable() if what == HAPPENINGS else EventTable(style or Style.POLECAT)


class EventTable:
    """Conversion of messages to rows of events."""

    noun = "events"

    def __init__(self, style: Style) -> None:
        self.columns = COLUMNS[style]

    def identity(self, item: JsonLine) -> str | UnreadableLine | None:
        """Return the id of a record; its last version counts."""
        return event_id(item)

    def rows(self, values: Iterable[bytes], wanted: Rule | None) -> Iterator[list[Value]]:
        """Yield the rows of the records that the rule matches."""
        return (row(self.columns, event) for event in selected(values, wanted))


class HappeningTable:
    """Conversion of messages to rows of happenings."""

    noun = "happenings"
    columns = HAPPENING_COLUMNS

    def __init__(self) -> None:
        self.identity = HighestVersions().happening_id

    def rows(self, values: Iterable[bytes], wanted: Rule | None) -> Iterator[list[Value]]:
        """Yield the rows of the records that the rule matches."""
        return (happening_row(happening) for happening in selected_happenings(values, wanted))


Table = EventTable | HappeningTable
Line = JsonLine | UnreadableLine


def _export(output: Path, table: Table, wanted: Rule | None, source: str | TopicRange) -> None:
    with (
        LatestVersions(output.with_name(f".{output.name}.{os.getpid()}.scratch")) as latest,
        _progress() as progress,
    ):
        items = _lines(source) if isinstance(source, str) else _messages(*source, progress)
        failed = _store(items, table, latest)
        task = progress.add_task("writing", total=len(latest))
        values = progress.track(latest, task_id=task)
        written = write_table(output, table.columns, table.rows(values, wanted))
        repeats = latest.taken - len(latest)
    typer.echo(f"wrote {written} {table.noun} to {output}; {latest.taken} read, {repeats} of them repeats", err=True)
    if failed:
        raise DatelineError(f"{failed} were not {table.noun} and are not in {output}")


def _store(items: Iterable[Line], table: Table, latest: LatestVersions) -> int:
    """Store every record; print the first invalid ones and return their number."""
    failed = 0
    for item in items:
        found = table.identity(item) if isinstance(item, JsonLine) else item
        if isinstance(found, str) and isinstance(item, JsonLine):
            latest.put(found, item.value)
        if not isinstance(found, UnreadableLine):
            continue
        failed += 1
        if failed <= FAILURES_SHOWN:
            typer.echo(f"{plain(found.origin)}: {plain(found.why)}", err=True)
    return failed


def _lines(source: str) -> Iterator[Line]:
    if source == "-":
        yield from in_lines(sys.stdin.buffer, "standard input", LINE_BYTES)
        return
    opener = gzip.open if source.endswith(".gz") else open
    try:
        with opener(source, "rb") as stream:
            yield from in_lines(cast(BinaryIO, stream), source, LINE_BYTES)
    except OSError as error:
        raise Misconfigured(f"--lines {source}: {error.strerror or error}") from error


def _messages(settings: Settings, what: str, choice: ReplaySelection, progress: Progress) -> Iterator[Line]:
    topic = settings.topic(what if what in (EVENTS, HAPPENINGS) else route_topic(what))
    with TopicReader(settings, topic) as reader:
        ends = reader.ends()
        starts = reader.starts(choice.since_ms)
        task = progress.add_task("reading", total=sum(ends[tp] - start for tp, start in starts.items()))
        for message in progress.track(reader.between(starts, ends), task_id=task):
            if choice.matches(message):
                where = f"{message.topic}/{message.partition}/{message.offset}"
                yield JsonLine(message.value or b"", where)


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
