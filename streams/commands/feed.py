"""`dateline feed`: publish articles from files, folders, standard input and the web."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Annotated, BinaryIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from streams.cards import plain
from streams.errors import DatelineError, Unreadable
from streams.feeds.fields import Fields, parse_fields
from streams.feeds.item import Failed, Found, Item, Passed
from streams.feeds.sources import Source, plan, read
from streams.sender import Sender
from streams.settings import Settings, load
from streams.topics import RAW

FAILURES_SHOWN = 20


def command(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, addresses of RSS or Atom feeds; - is standard input.")
    ],
    fields: Annotated[
        str | None,
        typer.Option(
            "--map", help="What JSON and CSV call an article's fields: text=body,title=headline, or news-please."
        ),
    ] = None,
) -> None:
    """Publish articles and wait until the broker has confirmed each.

    Takes JSON (.jsonl and .ndjson by lines, .json also an article or a list),
    tables (.csv, .tsv) whose first line names the columns, web pages in WARC
    files (.warc), plain-text articles (.txt: a section line, a blank line, the
    title, a blank line, paragraphs), RSS and Atom (.rss, .atom, .xml, http and
    https addresses), each file also as .gz, and folders of these. Where a
    feed gives no full text, the page that it links to is read.

    Lines of JSON go out untouched unless --map renames their fields. What is
    no article goes out as it is too: the workers make dead letters of it,
    which keep it and say why.

    Example: [bold]dateline feed articles.jsonl.gz stories/[/bold]

    Example: [bold]dateline feed https://example.org/rss[/bold]
    """
    settings = load()
    planned = plan(sources)
    renamed = parse_fields(fields) if fields is not None else None
    count = _run(planned, renamed, settings, Console(stderr=True))
    if count.failed:
        raise DatelineError(f"{count.failed} could not be published")


@dataclass
class _Count:
    doubtful: int = 0
    failed: int = 0
    passed: Counter[str] = field(default_factory=Counter)


def _run(sources: Sequence[Source], fields: Fields | None, settings: Settings, console: Console) -> _Count:
    """Publish what the sources hold, and say how that went."""
    started, count = monotonic(), _Count()
    topic = settings.topic(RAW)
    with Sender(settings, topic) as sender:
        try:
            _publish(sources, fields, sender, settings.max_message_bytes, count, console)
        finally:
            seconds = monotonic() - started
            where = f"{topic}, {len(sender.partitions)} partitions"
            console.print(f"published {sender.confirmed} articles to {where}, in {seconds:.1f} s", highlight=False)
    if count.doubtful:
        console.print(f"{count.doubtful} of them are no articles: the dead letters will keep them and say why")
    if count.passed:
        whys = ", ".join(f"{many} × {plain(why)}" for why, many in count.passed.most_common())
        console.print(f"passed over: {whys}", markup=False, highlight=False, soft_wrap=True)
    return count


def _publish(
    sources: Sequence[Source],
    fields: Fields | None,
    sender: Sender,
    max_bytes: int,
    count: _Count,
    console: Console,
) -> None:
    with _progress(console) as progress:
        sizes = [source.stat().st_size for source in sources if isinstance(source, Path)]
        task = progress.add_task("", total=sum(sizes) if sizes else None, confirmed=0)

        def opener(path: Path) -> BinaryIO:
            total = int(progress.tasks[0].total or 0)
            return progress.open(path, "rb", task_id=task, total=total)

        for source in sources:
            for item in read(source, opener, max_bytes, fields):
                _send(item, sender, count, console)
                progress.update(task, confirmed=sender.confirmed)
        sender.finish()
        progress.update(task, confirmed=sender.confirmed)


def _send(item: Item, sender: Sender, count: _Count, console: Console) -> None:
    if isinstance(item, Passed):
        count.passed[item.why] += 1
        return
    if isinstance(item, Found):
        try:
            sender.send(item.key, item.value)
        except Unreadable as error:
            item = Failed(item.origin, error.message)
        else:
            if item.doubt:
                count.doubtful += 1
                _say(item.origin, item.doubt, count.doubtful, console)
            return
    count.failed += 1
    _say(item.origin, item.why, count.failed, console)


def _say(origin: str, why: str, number: int, console: Console) -> None:
    if number <= FAILURES_SHOWN:
        console.print(f"{plain(origin)}: {plain(why)}", markup=False, highlight=False, soft_wrap=True)


def _progress(console: Console) -> Progress:
    columns = (
        TextColumn("feeding"),
        BarColumn(),
        TextColumn("{task.fields[confirmed]} confirmed"),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
