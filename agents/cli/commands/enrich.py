"""`dateline enrich`: read articles without a broker; one JSON line per article, in input order."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from agents.pool.batches import batches
from agents.pool.outcome import Enriched, Outcome
from agents.pool.reader_pool import ReaderPool
from streams.contract.errors import DatelineError, Misconfigured
from streams.ingest.defaults import Defaults, article_defaults, with_defaults
from streams.ingest.extract.field_map import Fields, parse_fields
from streams.ingest.extract.items import FailedItem, FoundArticle
from streams.ingest.sources import STDIN, Source, is_address, plan_sources, read_source
from streams.ops.sanitize import escaped, plain
from streams.ops.settings import Settings, load

SHOWN_EVERY = 500
"""Articles between progress lines if standard error is not a terminal."""


def command(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Files and folders, as for `feed`; - is standard input, the default."),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Reader processes; DATELINE_PROCESSES.")] = None,
    fields: Annotated[
        str | None, typer.Option("--map", help="Names of fields in JSON and CSV: text=body,title=headline.")
    ] = None,
    published_at: Annotated[
        str | None, typer.Option(help="Publication date of articles without one.", metavar="DATE")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Source of articles without one.", metavar="NAME")] = None,
    language: Annotated[str | None, typer.Option(help="Language of articles without one.", metavar="CODE")] = None,
) -> None:
    """Read articles and write their events, without a broker.

    One JSON line per article, in input order: {"article": …, "events": […]}, or {"rejected": …} with the reason.

    Example: [bold]dateline enrich articles.jsonl > events.jsonl[/bold]
    """
    settings = load(processes=jobs)
    planned = plan_sources(files or [STDIN])
    if address := next((name for name in planned if is_address(name)), None):
        raise Misconfigured(f"{address}: enrich reads files; `dateline feed` fetches addresses")
    defaults = article_defaults(published_at, source, language)
    failures: list[str] = []
    renamed = parse_fields(fields) if fields is not None else None
    raws = raw_articles(planned, settings.max_message_bytes, defaults, failures, renamed)
    counted = _write_all(settings, raws, output)
    rejected = counted["rejected"]
    if failures:
        raise DatelineError(f"{len(failures)} could not be read: see above")
    if rejected and not counted["read"]:
        raise DatelineError(f"none of {rejected} articles could be read: the output gives the reason for each")


def _write_all(settings: Settings, raws: Iterator[bytes], output: Path | None) -> Counter[str]:
    """Read all articles, write the results to a file or standard output; return the counts of read and rejected."""
    if output is None:
        return _read_all(settings, raws, sys.stdout.buffer)
    try:
        out = output.open("wb")
    except OSError as error:
        raise Misconfigured(f"cannot write {output}: {error.strerror}") from error
    with out:
        return _read_all(settings, raws, out)


def _read_all(settings: Settings, raws: Iterator[bytes], out: BinaryIO) -> Counter[str]:
    """Read all articles; start readers only if there is one, because empty input needs no model."""
    first = next(raws, None)
    return asyncio.run(_run(settings, chain([first], raws), out)) if first is not None else Counter()


async def _run(settings: Settings, raws: Iterator[bytes], out: BinaryIO) -> Counter[str]:
    """Keep every reader process busy, and write the results in order."""
    pool = ReaderPool(settings)
    await pool.start()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    waiting: deque[asyncio.Task[list[Outcome]]] = deque()
    counted: Counter[str] = Counter()

    async def finish(progress: Progress, task: TaskID) -> None:
        outcomes = await waiting.popleft()
        _write(out, outcomes)
        progress.advance(task, len(outcomes))
        before = counted.total() // SHOWN_EVERY
        counted.update("read" if isinstance(outcome, Enriched) else "rejected" for outcome in outcomes)
        if not console.is_terminal and counted.total() // SHOWN_EVERY > before:
            console.print(f"{counted.total()} articles read", highlight=False)

    try:
        with console.status("loading the language model …"):
            await pool.ready()
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("articles read", total=None)
            for batch in batches(raws, settings.batch_articles, len):
                waiting.append(asyncio.create_task(_read(pool, batch)))
                if len(waiting) > 2 * settings.processes:
                    await finish(progress, task)
            while waiting:
                await finish(progress, task)
    finally:
        for unwanted in waiting:
            unwanted.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await pool.stop()
    out.flush()
    return counted


async def _read(pool: ReaderPool, batch: list[bytes]) -> list[Outcome]:
    now = datetime.now(UTC)
    outcomes, _ = await pool.read(batch, now.isoformat(timespec="milliseconds"), (), [now.timestamp()] * len(batch))
    return outcomes


def _write(out: BinaryIO, outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        out.write(escaped(line(outcome)) if out.isatty() else line(outcome))


def line(outcome: Outcome) -> bytes:
    """Return the line of output for one article."""
    if isinstance(outcome, Enriched):
        events = b",".join(event.value for event in outcome.events)
        return b'{"article":' + outcome.value + b',"events":[' + events + b"]}\n"
    rejected = {"article_id": outcome.article_id, "reason": outcome.reason, "message": outcome.message}
    return msgspec.json.encode({"rejected": rejected}) + b"\n"


def raw_articles(
    sources: Sequence[Source], max_bytes: int, defaults: Defaults, failures: list[str], fields: Fields | None = None
) -> Iterator[bytes]:
    """Yield the raw messages of sources, as `dateline feed` would publish them with these defaults.

    A message longer than `max_bytes` is replaced by a blank one that will be rejected as too long. Other read errors
    are added to `failures`.
    """
    for source in sources:
        for item in read_source(source, lambda path: path.open("rb"), max_bytes, fields):
            if isinstance(item, FoundArticle):
                yield with_defaults(item.value, defaults)
            elif isinstance(item, FailedItem) and item.too_long:
                yield b" " * (max_bytes + 1)
            elif isinstance(item, FailedItem):
                failures.append(f"{item.origin}: {item.why}")
                Console(stderr=True).print(plain(failures[-1]), markup=False, highlight=False, soft_wrap=True)
