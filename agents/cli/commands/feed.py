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
from streams.ingest.defaults import article_defaults, language_option
from streams.ingest.dry_run import show_dry_run
from streams.ingest.extract.field_map import parse_fields
from streams.ingest.files import MakePolicy
from streams.ingest.ingest_run import IngestRun
from streams.ingest.sources import Source, is_address, plan_sources
from streams.ingest.web.fetch_policy import FetchPolicy
from streams.ingest.web.politeness import Politeness
from streams.ingest.web.seen_store import SeenStore
from streams.ops.sanitize import plain
from streams.ops.settings import load
from streams.ops.terminal_output import output_console

MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]

Names = Annotated[
    list[str], typer.Argument(help="Files, folders, addresses of feeds and sitemaps; - is standard input.")
]
Map = Annotated[
    str | None,
    typer.Option("--map", help="Names of fields in JSON and CSV: text=body,title=headline; or news-please."),
]
Since = Annotated[
    datetime | None, typer.Option(formats=MOMENTS, help="Skip entries of feeds and sitemaps from before this time.")
]
Every = Annotated[float | None, typer.Option(min=1, help="Fetch again after this many seconds, until stopped.")]
Remember = Annotated[Path | None, typer.Option(help="File that records what was fed, to feed only what is new.")]
Pause = Annotated[float, typer.Option(min=0, help="Seconds between two requests to one site.")]
Language = Annotated[
    str | None,
    typer.Option(help="Language of articles without one; skip articles in others: en or English.", metavar="CODE"),
]
PublishedAt = Annotated[str | None, typer.Option(help="Publication date of articles without one.", metavar="DATE")]
From = Annotated[str | None, typer.Option("--source", help="Source of articles without one.", metavar="NAME")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show as a table what would be published, and publish nothing.")
]
Robots = Annotated[bool, typer.Option(help="Obey the robots.txt of sites.")]


def command(
    sources: Names,
    fields: Map = None,
    since: Since = None,
    every: Every = None,
    remember: Remember = None,
    pause: Pause = 1.0,
    robots: Robots = True,
    language: Language = None,
    published_at: PublishedAt = None,
    source: From = None,
    dry_run: DryRun = False,
) -> None:
    """Publish articles and wait until the broker has confirmed each.

    Accepts JSON (.jsonl and .ndjson by lines, .json also an article or a list),
    tables (.csv, .tsv) whose first line names the columns, WARC files (.warc),
    plain-text articles (.txt: a section line, a blank line, the title, a blank
    line, paragraphs), RSS, Atom and sitemaps (.rss, .atom, .xml, http and
    https addresses), each file also as .gz, and folders of these. If a feed
    gives no full text, the linked page is read. Lines that are not articles
    are also published and become dead letters. Problems are counted by kind; the
    exit code is 1 if any article could not be used.

    Example: [bold]dateline feed articles.jsonl.gz stories/[/bold]

    Example: [bold]dateline feed --every 300 --remember fed.db https://example.org/rss[/bold]
    """
    planned, code = plan_sources(sources), language_option(language)
    defaults = article_defaults(published_at, source, code)
    renamed = parse_fields(fields) if fields is not None else None
    with SeenStore(remember) if remember or every else nullcontext() as seen:
        make_policy = _policy_maker(since, pause, seen, robots=robots)
        run = IngestRun(load(), Console(stderr=True), renamed, make_policy, seen, code, defaults)
        _feed(run, planned, every, dry_run=dry_run)


def _policy_maker(since: datetime | None, pause: float, seen: SeenStore | None, *, robots: bool) -> MakePolicy:
    """Return how web pages, feeds and sitemaps are fetched."""
    zoned = since.replace(tzinfo=since.tzinfo or UTC) if since else None
    return partial(FetchPolicy, politeness=Politeness(pause, robots=robots), since=zoned, seen=seen)


def _feed(run: IngestRun, planned: Sequence[Source], every: float | None, *, dry_run: bool) -> None:
    """Do one ingest run, show what it would publish, or repeat runs until stopped.

    Raises:
        DatelineError: something could not be used.
    """
    if dry_run:
        if refused := show_dry_run(run, planned, output_console()):
            raise DatelineError(f"{refused} would be refused")
    elif every is not None:
        _repeat(run, planned, every)
    elif refused := run.run(planned).refused:
        raise DatelineError(f"{refused} refused: see above")


def _repeat(run: IngestRun, sources: Sequence[Source], every: float) -> None:
    """Repeat ingest runs over the addresses until Ctrl-C, also during a broker outage."""
    addresses = [source for source in sources if is_address(source)]
    if not addresses:
        raise Misconfigured("--every is for addresses of feeds and sitemaps")
    stopping = Event()

    def stop(*_: object) -> None:
        stopping.set()
        raise KeyboardInterrupt

    # A library may suppress KeyboardInterrupt; the event ends the loop in any case.
    signal.signal(signal.SIGINT, stop)
    with suppress(KeyboardInterrupt):
        run.run(sources)
        while not stopping.wait(every):
            try:
                run.run(addresses)
            except Transient as error:
                run.console.print(f"{plain(str(error))}; will try again", markup=False, soft_wrap=True)
