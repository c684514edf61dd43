"""`dateline feed`: publish articles from files, folders, standard input and RSS or Atom feeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Annotated, BinaryIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from streams.cards import plain
from streams.errors import DatelineError, Unreadable
from streams.feeds.item import Failed, Item
from streams.feeds.sources import Source, plan, read
from streams.sender import Sender
from streams.settings import load
from streams.topics import RAW

FAILURES_SHOWN = 20


def command(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, addresses of RSS or Atom feeds; - is standard input.")
    ],
) -> None:
    """Publish articles and wait until the broker has confirmed each.

    Takes JSON lines (.jsonl, .ndjson, .json), plain-text articles (.txt:
    a section line, a blank line, the title, a blank line, paragraphs),
    RSS and Atom (.rss, .atom, .xml, http and https addresses), each file
    also as .gz, and folders of these. Where a feed gives no full text, the
    page that it links to is read.

    Lines of JSON go out untouched, broken ones too: the workers make dead
    letters of those, which keep them and say why.

    Example: [bold]dateline feed articles.jsonl.gz stories/[/bold]

    Example: [bold]dateline feed https://example.org/rss[/bold]
    """
    settings = load()
    planned = plan(sources)
    console = Console(stderr=True)
    started, count = monotonic(), _Count()
    topic = settings.topic(RAW)
    with Sender(settings, topic) as sender:
        try:
            _publish(planned, sender, settings.max_message_bytes, count, console)
        finally:
            seconds = monotonic() - started
            where = f"{topic}, {len(sender.partitions)} partitions"
            console.print(f"published {sender.confirmed} articles to {where}, in {seconds:.1f} s", highlight=False)
    if count.doubtful:
        console.print(f"{count.doubtful} of them are not JSON objects: the dead letters will say what they are")
    if count.failed:
        raise DatelineError(f"{count.failed} could not be published")


@dataclass
class _Count:
    doubtful: int = 0
    failed: int = 0


def _publish(sources: Sequence[Source], sender: Sender, max_bytes: int, count: _Count, console: Console) -> None:
    with _progress(console) as progress:
        sizes = [source.stat().st_size for source in sources if isinstance(source, Path)]
        task = progress.add_task("", total=sum(sizes) if sizes else None, confirmed=0)
        for source in sources:
            for item in _items(source, progress, max_bytes):
                _send(item, sender, count, console)
                progress.update(task, confirmed=sender.confirmed)
        sender.finish()
        progress.update(task, confirmed=sender.confirmed)


def _items(source: Source, progress: Progress, max_bytes: int) -> Iterator[Item]:
    task = progress.tasks[0]

    def opener(path: Path) -> BinaryIO:
        return progress.open(path, "rb", task_id=task.id, total=int(task.total or 0))

    return read(source, opener, max_bytes)


def _send(item: Item, sender: Sender, count: _Count, console: Console) -> None:
    if not isinstance(item, Failed):
        try:
            sender.send(item.key, item.value)
        except Unreadable as error:
            item = Failed(item.origin, error.message)
        else:
            count.doubtful += item.doubtful
            return
    count.failed += 1
    if count.failed <= FAILURES_SHOWN:
        console.print(f"{plain(item.origin)}: {plain(item.why)}", markup=False, highlight=False, soft_wrap=True)


def _progress(console: Console) -> Progress:
    columns = (
        TextColumn("feeding"),
        BarColumn(),
        TextColumn("{task.fields[confirmed]} confirmed"),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
