"""`dateline lag`: how far the workers are behind."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import msgspec
import typer
from rich.table import Table

from streams.contract.topics import EVENTS, RAW
from streams.kafka.admin import require, translate_connection_errors
from streams.kafka.lag import LagReader, PartitionLag
from streams.ops.settings import Settings, load
from streams.ops.terminal_output import output_console, print_whole


def command(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line per partition.")] = False,
) -> None:
    """Show how many messages the group has not read yet, per partition.

    Example: [bold]dateline lag --json[/bold]
    """
    settings = load()
    lags = _read(settings)
    if as_json:
        for lag in lags:
            typer.echo(msgspec.json.encode(_row(lag)).decode())
        return
    table = Table("topic", "partition", "committed", "end", "lag", box=None, pad_edge=False)
    for lag in lags:
        committed = "-" if lag.committed is None else str(lag.committed)
        table.add_row(lag.topic, str(lag.partition), committed, str(lag.end), str(lag.messages))
    table.add_section()
    table.add_row("all", "", "", "", str(sum(lag.messages for lag in lags)))
    print_whole(output_console(), table)


def _row(lag: PartitionLag) -> dict[str, object]:
    row: dict[str, object] = msgspec.to_builtins(lag)
    return {**row, "lag": row.pop("messages")}


def _read(settings: Settings) -> list[PartitionLag]:
    """Return the lag of both topics that workers read."""
    topics = [settings.topic(name) for name in (RAW, EVENTS)]
    for topic in topics:
        require(settings, topic)
    with translate_connection_errors(settings), closing(LagReader(settings)) as reader:
        return reader.read(topics)
