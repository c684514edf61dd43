"""`dateline feed`: publish articles from files, folders, standard input and the web."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import Annotated

import typer
from rich.console import Console

from streams.contract.errors import DatelineError, Misconfigured, Transient
from streams.ingest.extract.field_map import parse_fields
from streams.ingest.ingest_run import IngestRun
from streams.ingest.sources import Source, is_address, plan
from streams.ingest.web.fetch_policy import FetchPolicy
from streams.ingest.web.politeness import Politeness
from streams.ingest.web.seen_store import SeenStore
from streams.ops.sanitize import plain
from streams.ops.settings import load

MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]

Names = Annotated[
    list[str], typer.Argument(help="Files, folders, addresses of feeds and sitemaps; - is standard input.")
]
Map = Annotated[
    str | None,
    typer.Option("--map", help="Names of fields in JSON and CSV: text=body,title=headline; or news-please."),
]
Since = Annotated[
    datetime | None, typer.Option(formats=MOMENTS, help="Leave out what feeds and sitemaps have from before.")
]
Every = Annotated[float | None, typer.Option(min=1, help="Ask again after so many seconds, until stopped.")]
Remember = Annotated[Path | None, typer.Option(help="File of what feeds and sitemaps gave, to feed only what is new.")]
Pause = Annotated[float, typer.Option(min=0, help="Seconds between two questions to one site.")]
Language = Annotated[
    str | None, typer.Option(help="Pass over what says that it is in another one: en.", metavar="CODE")
]
Robots = Annotated[bool, typer.Option(help="Keep to the robots.txt of sites.")]


def command(
    sources: Names,
    fields: Map = None,
    since: Since = None,
    every: Every = None,
    remember: Remember = None,
    pause: Pause = 1.0,
    robots: Robots = True,
    language: Language = None,
) -> None:
    """Publish articles and wait until the broker has confirmed each.

    Takes JSON (.jsonl and .ndjson by lines, .json also an article or a list),
    tables (.csv, .tsv) whose first line names the columns, web pages in WARC
    files (.warc), plain-text articles (.txt: a section line, a blank line, the
    title, a blank line, paragraphs), RSS, Atom and sitemaps (.rss, .atom,
    .xml, http and https addresses), each file also as .gz, and folders of
    these. Where a feed gives no full text, the page that it links to is read.

    Lines of JSON go out untouched unless --map renames their fields. What is
    no article goes out as it is too: the workers make dead letters of it,
    which keep it and say why.

    Example: [bold]dateline feed articles.jsonl.gz stories/[/bold]

    Example: [bold]dateline feed --every 300 --remember fed.db https://example.org/rss[/bold]
    """
    settings, console = load(), Console(stderr=True)
    planned = plan(sources)
    renamed = parse_fields(fields) if fields is not None else None
    zoned = since.replace(tzinfo=since.tzinfo or UTC) if since else None
    with SeenStore(remember) if remember or every else nullcontext() as position:
        visit = partial(FetchPolicy, manners=Politeness(pause, robots=robots), since=zoned, position=position)
        rounds = IngestRun(settings, console, renamed, visit, position, language)
        if every is not None:
            _repeat(rounds, planned, every)
        elif failed := rounds.run(planned).failed:
            raise DatelineError(f"{failed} could not be published")


def _repeat(rounds: IngestRun, sources: Sequence[Source], every: float) -> None:
    """Make rounds over the addresses, also where the broker is away for a while, until Ctrl-C."""
    addresses = [source for source in sources if is_address(source)]
    if not addresses:
        raise Misconfigured("--every is for addresses of feeds and sitemaps")
    stopping = Event()

    def stop(*_: object) -> None:
        stopping.set()
        raise KeyboardInterrupt

    # Where an interrupt is met inside a library that drops it, the round ends, and no other begins.
    signal.signal(signal.SIGINT, stop)
    with suppress(KeyboardInterrupt):
        rounds.run(sources)
        while not stopping.wait(every):
            try:
                rounds.run(addresses)
            except Transient as error:
                rounds.console.print(f"{plain(str(error))}; will try again", markup=False, soft_wrap=True)
