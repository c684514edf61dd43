"""`dateline enrich`: read articles without a broker, one JSON line an article, in input order."""

from __future__ import annotations

import asyncio
import gzip
import sys
import zlib
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from agents.pool.batches import batches
from agents.pool.outcome import Enriched, Outcome
from agents.pool.reader_pool import ReaderPool
from streams.contract.errors import Misconfigured
from streams.ingest.files import TEXTS, kind
from streams.ingest.formats.jsonl import skip_line
from streams.ingest.formats.text_file import parse_bytes
from streams.ops.sanitize import escaped
from streams.ops.settings import Settings, load


def command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Article JSON lines or .txt files, each also .gz; - is standard input, the default."),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write here instead of standard output.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Reader processes; DATELINE_PROCESSES.")] = None,
    published_at: Annotated[
        str | None, typer.Option(help="Publication date of text files, to resolve their dates against.")
    ] = None,
) -> None:
    """Read articles and write what happened in them, without a broker.

    One JSON line an article, in input order: {"article": …, "events": […]}, or {"rejected": …} with the reason.

    Example: [bold]dateline enrich articles.jsonl > events.jsonl[/bold]
    """
    settings = load(processes=jobs)
    raws = raw_articles(files or [Path("-")], settings.max_message_bytes, published_at)
    if output is None:
        asyncio.run(_run(settings, raws, sys.stdout.buffer))
        return
    try:
        out = output.open("wb")
    except OSError as error:
        raise Misconfigured(f"cannot write {output}: {error.strerror}") from error
    with out:
        asyncio.run(_run(settings, raws, out))


async def _run(settings: Settings, raws: Iterator[bytes], out: BinaryIO) -> None:
    """Keep every reader process busy, and write the results in order."""
    pool = ReaderPool(settings)
    await pool.start()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    waiting: deque[asyncio.Task[list[Outcome]]] = deque()
    try:
        await pool.ready()
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("articles read", total=None)
            for batch in batches(raws, settings.batch_articles, len):
                waiting.append(asyncio.create_task(_read(pool, batch)))
                if len(waiting) > 2 * settings.processes:
                    progress.advance(task, _write(out, await waiting.popleft()))
            while waiting:
                progress.advance(task, _write(out, await waiting.popleft()))
    finally:
        for unwanted in waiting:
            unwanted.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await pool.stop()
    out.flush()


async def _read(pool: ReaderPool, batch: list[bytes]) -> list[Outcome]:
    now = datetime.now(UTC)
    outcomes, _ = await pool.read(batch, now.isoformat(timespec="milliseconds"), (), [now.timestamp()] * len(batch))
    return outcomes


def _write(out: BinaryIO, outcomes: list[Outcome]) -> int:
    for outcome in outcomes:
        out.write(escaped(line(outcome)) if out.isatty() else line(outcome))
    return len(outcomes)


def line(outcome: Outcome) -> bytes:
    """One line of output for one article."""
    if isinstance(outcome, Enriched):
        events = b",".join(event.value for event in outcome.events)
        return b'{"article":' + outcome.value + b',"events":[' + events + b"]}\n"
    rejected = {"article_id": outcome.article_id, "reason": outcome.reason, "message": outcome.message}
    return msgspec.json.encode({"rejected": rejected}) + b"\n"


def raw_articles(files: list[Path], max_bytes: int, published_at: str | None = None) -> Iterator[bytes]:
    """The raw messages that files hold, as `dateline feed` would publish them; text files take the date given.

    Of one longer than `max_bytes` comes as much as shows it: it will be refused for that.

    Raises:
        Misconfigured: one cannot be read.
    """
    for file in files:
        try:
            with _open(file) as stream:
                if kind(file) in TEXTS:
                    yield _text(stream.read(max_bytes + 1), str(file), max_bytes, published_at)
                else:
                    yield from _lines(stream, max_bytes)
        except (OSError, UnicodeDecodeError, EOFError, zlib.error) as error:
            raise Misconfigured(f"cannot read {file}: {error}") from error


def _text(body: bytes, name: str, max_bytes: int, published_at: str | None) -> bytes:
    if len(body) > max_bytes:
        return body
    return msgspec.json.encode(parse_bytes(body, name) | ({"published_at": published_at} if published_at else {}))


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    while line := stream.readline(max_bytes + 2):
        if len(line) > max_bytes + 1 and not line.endswith(b"\n"):
            skip_line(stream, max_bytes)
            yield line
        elif raw := line.strip():
            yield raw


def _open(file: Path) -> BinaryIO:
    if str(file) == "-":
        return sys.stdin.buffer
    return gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb")  # type: ignore[return-value]
