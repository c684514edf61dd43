"""`dateline demo`: the main job on sample articles, from broker to printed events, on one machine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import msgspec
import typer
from aiokafka import AIOKafkaConsumer
from prometheus_client import CollectorRegistry
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from agents.cli.commands.desk import explainer
from agents.cli.terminal.outcome_counter import OutcomeCounter
from agents.cli.terminal.render import render_dead_letter, render_event
from agents.cli.terminal.render_happening import render_happening
from agents.worker.worker import Worker
from streams.contract.happening import Happening
from streams.contract.records import EnrichedArticle, Event
from streams.contract.topics import DEAD, ENRICHED, EVENTS, HAPPENINGS, RAW, catalogue
from streams.dead_letters.dead_letter import failure_details
from streams.desk.desk import Desk
from streams.desk.desk_health import DeskHealth
from streams.desk.desk_metrics import DeskMetrics
from streams.kafka.admin import create_topics
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.consumers import async_consumer
from streams.kafka.embedded_broker import EmbeddedBroker, for_cluster
from streams.kafka.messages import OutgoingMessage
from streams.ops import logs
from streams.ops.settings import Settings, load
from streams.ops.terminal_output import output_console, print_whole

FED_AT_ONCE = 8
QUIET_MS = 1_000
"""Milliseconds without a record after which all published records count as read."""
STORIES_SHOWN = 3
_event = msgspec.json.Decoder(Event).decode
_article = msgspec.json.Decoder(EnrichedArticle).decode
_happening = msgspec.json.Decoder(Happening).decode


def command(
    once: Annotated[bool, typer.Option("--once", help="Stop when the sample articles are read.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The broker's port; 0 picks a free one.")] = 0,
) -> None:
    """Run everything on one machine with sample articles, then wait for your own articles until Ctrl-C.

    Example: [bold]dateline demo --once[/bold]
    """
    console = output_console()
    with EmbeddedBroker(port) as broker, TemporaryDirectory(prefix="dateline-demo-") as folder:
        chosen = load(
            broker=broker.address,
            partitions=2,
            metrics_port=0,
            desk_port=0,
            desk_file=Path(folder) / "desk.sqlite",
            log_level="error",
        )
        settings = for_cluster(chosen)
        logs.configure_logging(settings)
        asyncio.run(_demo(settings, console, once))


async def _demo(settings: Settings, console: Console, once: bool) -> None:
    worker = Worker(settings)
    topics = catalogue(route.name for route in worker.routes)
    await asyncio.to_thread(create_topics, settings, topics)
    console.print(f"[dim]broker on {settings.broker[0]}, {len(topics)} topics created[/dim]")
    ready = asyncio.Event()
    working = asyncio.create_task(worker.run(ready.set))
    with console.status("loading the language model and joining the consumer group …"):
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait([waiting, working], return_when=asyncio.FIRST_COMPLETED)
    if ready.is_set():
        async with _desk(settings, console, once):
            await _show(settings, console, worker, once)
    worker.stopping.set()
    await working


@asynccontextmanager
async def _desk(settings: Settings, console: Console, once: bool) -> AsyncIterator[None]:
    """Serve the live page while entered; not with `--once`."""
    if once:
        yield
        return
    desk = Desk(settings, DeskMetrics(CollectorRegistry()), DeskHealth(), explainer(settings))
    await desk.start()
    console.print(f"live page  [bold]{desk.url}[/bold]")
    try:
        yield
    finally:
        await desk.stop()


async def _show(settings: Settings, console: Console, worker: Worker, once: bool) -> None:
    consumer = async_consumer(
        settings, *(settings.topic(name) for name in (ENRICHED, EVENTS, HAPPENINGS, DEAD)), auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        samples = sample_articles()
        tally = OutcomeCounter(expected=len(samples))
        happenings: dict[str, Happening] = {}
        records = _records(consumer, worker.stopping)
        feeding = asyncio.create_task(_feed(settings, samples))
        columns = (SpinnerColumn(), TextColumn("reading sample articles"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("", total=len(samples))
            async for record in records:
                _print(settings, progress.console, tally, happenings, record)
                progress.update(task, completed=tally.articles)
                if tally.complete and worker.events_joined >= tally.events:
                    break
        await feeding
        await _catch_up(settings, console, consumer, tally, happenings)
        console.print(f"\n[bold]{escape(tally.summary())}[/bold]")
        _print_stories(console, happenings)
        if not once and not worker.stopping.is_set():
            console.print(_what_next(settings, worker))
            async for record in records:
                _print(settings, console, tally, happenings, record)
    finally:
        await consumer.stop()


async def _feed(settings: Settings, samples: list[bytes]) -> None:
    publisher = AsyncProducer(settings)
    for at in range(0, len(samples), FED_AT_ONCE):
        batch = samples[at : at + FED_AT_ONCE]
        await publisher.publish([OutgoingMessage(settings.topic(RAW), None, sample) for sample in batch])
    await publisher.stop()


async def _records(consumer: AIOKafkaConsumer, stopping: asyncio.Event) -> AsyncIterator[Any]:
    """Yield the records published until the worker is stopped."""
    stop = asyncio.create_task(stopping.wait())
    while not stopping.is_set():
        get = asyncio.create_task(consumer.getone())
        await asyncio.wait([get, stop], return_when=asyncio.FIRST_COMPLETED)
        if get.done():
            yield get.result()
        else:
            get.cancel()


async def _catch_up(
    settings: Settings,
    console: Console,
    consumer: AIOKafkaConsumer,
    tally: OutcomeCounter,
    happenings: dict[str, Happening],
) -> None:
    """Read and print the records that are already published."""
    while records := await consumer.getmany(timeout_ms=QUIET_MS):
        for record in (record for group in records.values() for record in group):
            _print(settings, console, tally, happenings, record)


def _print_stories(console: Console, happenings: dict[str, Happening]) -> None:
    """Print the happenings that most articles report, and how their numbers changed."""
    several = [
        happening for happening in happenings.values() if happening.articles > 1 and happening.merged_into is None
    ]
    several.sort(key=lambda happening: -happening.articles)
    if several:
        console.print("\nReported by more than one article:")
    for happening in several[:STORIES_SHOWN]:
        console.print(render_happening(happening), soft_wrap=True)


def _print(
    settings: Settings, console: Console, tally: OutcomeCounter, happenings: dict[str, Happening], record: Any
) -> None:
    headers = dict(record.headers)
    if record.topic == settings.topic(HAPPENINGS):
        happening = _happening(record.value)
        happenings[happening.happening_id] = happening
        return
    if record.topic == settings.topic(ENRICHED):
        article = _article(record.value)
        if article.duplicate_of:
            tally.duplicate()
        else:
            tally.enriched(article.event_ids)
    elif record.topic == settings.topic(DEAD):
        tally.dead()
        print_whole(console, render_dead_letter(failure_details(record.headers), record.value))
    elif tally.event(headers["ce_id"].decode()):
        print_whole(console, render_event(_event(record.value)))


def _what_next(settings: Settings, worker: Worker) -> str:
    here = f"http://{settings.metrics_host}:{worker.server.port}"
    address = f"DATELINE_BROKER={settings.broker[0]}"
    return (
        f"\nmetrics  {here}/metrics   health  {here}/readyz\n"
        "From a second terminal, in this environment:\n"
        f"  [bold]{address} dateline feed my-article.txt[/bold]     an article of your own\n"
        f"  [bold]{address} dateline tail events[/bold]             what subscribers see\n"
        f"  [bold]{address} dateline tail happenings[/bold]         one line per change of a happening\n"
        "Ctrl-C stops everything.\n"
    )


def sample_articles() -> list[bytes]:
    """Return the bundled sample articles as raw messages: one is invalid, some are repeats."""
    return resources.files("agents.cli").joinpath("samples/articles.jsonl").read_bytes().splitlines()
