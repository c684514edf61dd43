"""`dateline replay`: publish dead letters, or a time range of a topic, to the raw topic again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from agents.cli.terminal.time_options import parse_time_ms
from streams.contract.errors import DatelineError, Misconfigured, Reason, Unreadable
from streams.contract.topics import DEAD, ENRICHED, EVENTS, RAW
from streams.dead_letters.dead_letter import failure_details, is_stub, origin_of
from streams.dead_letters.replay import ReplaySelection, replay_headers
from streams.kafka.messages import message_headers
from streams.kafka.sync_producer import SyncProducer
from streams.kafka.topic_reader import TopicReader
from streams.ops.sanitize import plain
from streams.ops.settings import Settings, load

SHORT = {"dead": DEAD, "raw": RAW}


def command(
    what: Annotated[str, typer.Argument(help="dead, raw, or the full name of a topic of raw articles.")],
    only: Annotated[
        list[Reason] | None, typer.Option("--reason", help="Only dead letters with this reason; repeatable.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="Published at or after this time: RFC 3339, or a date.")] = None,
    until: Annotated[str | None, typer.Option(help="Published before this time.")] = None,
    most: Annotated[int | None, typer.Option("--max", min=1, help="Publish at most this many.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count only; publish nothing.")] = False,
) -> None:
    """Publish dead letters, or the messages of a topic from a time range, as raw articles again.

    Keys, bytes and original headers stay the same; the header `replayed-from` gives
    the message's old position. Only messages in the topic at the start are read. Dead letters
    are not removed. An article that is read twice gets the same ids.

    Example: [bold]dateline replay dead --reason reader_timed_out --dry-run[/bold]

    Example: [bold]dateline replay raw --since 2024-03-01 --until 2024-03-02T12:00Z[/bold]
    """
    choice = ReplaySelection(frozenset(only or ()), parse_time_ms("--since", since), parse_time_ms("--until", until))
    if choice.since_ms is not None and choice.until_ms is not None and choice.since_ms >= choice.until_ms:
        raise Misconfigured(f"--since {since} is not before --until {until}")
    settings = load()
    topic = _topic(settings, what, choice)
    taken: Counter[str] = Counter()
    with TopicReader(settings, topic) as reader, _progress() as progress:
        messages = islice(_chosen(reader, choice, progress), most)
        if dry_run:
            taken.update(_reason(message) for message in messages)
        else:
            _publish(settings, messages, taken)
    verb = "would be published" if dry_run else "published again"
    each = ", ".join(f"{name} {number}" for name, number in taken.most_common() if name)
    typer.echo(f"{taken.total()} articles {verb}" + (f": {each}" if each else ""), err=True)


def _publish(settings: Settings, messages: Iterator[Any], taken: Counter[str]) -> None:
    refused = 0
    with SyncProducer(settings, settings.topic(RAW)) as sender:
        for message in messages:
            try:
                _whole(message)
                sender.send(message.key, message.value, replay_headers(message))
            except Unreadable as error:
                where = f"{message.topic}/{message.partition}/{message.offset}"
                typer.echo(f"{where} cannot be published again: {error.message}", err=True)
                refused += 1
            else:
                taken[_reason(message)] += 1
        sender.finish()
    if refused:
        raise DatelineError(f"{refused} could not be published again; {sender.confirmed} were")


def _whole(message: Any) -> None:
    """Check that a dead letter holds its message.

    Raises:
        Unreadable: it is a stub; the message names the place of the original.
    """
    headers = message_headers(message)
    if is_stub(headers):
        where = origin_of(failure_details(headers))
        raise Unreadable(Reason.MESSAGE_TOO_LARGE, f"it is a stub; the message itself is in {where}")


def _chosen(reader: TopicReader, choice: ReplaySelection, progress: Progress) -> Iterator[Any]:
    ends = reader.ends()
    starts = reader.starts(choice.since_ms)
    task = progress.add_task("", total=sum(ends[tp] - start for tp, start in starts.items()))
    for message in reader.between(starts, ends):
        progress.advance(task)
        if choice.matches(message):
            yield message


def _reason(message: Any) -> str:
    return plain(failure_details(message_headers(message)).get("reason", ""))


def _topic(settings: Settings, what: str, choice: ReplaySelection) -> str:
    topic = settings.topic(SHORT[what]) if what in SHORT else what
    if what != "dead" and choice.reasons:
        raise Misconfigured("--reason selects dead letters only")
    if what != "dead" and choice.since_ms is None and choice.until_ms is None:
        raise Misconfigured("give --since or --until: without either, the whole topic would be read again")
    name = topic.removeprefix(settings.topic_prefix)
    if name in (ENRICHED, EVENTS) or name.startswith(f"{EVENTS}."):
        raise Misconfigured(f"{topic} has no raw articles")
    return topic


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("replaying"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
