"""A worker: the Faust app with its agents, the reader pool, metrics and health; starting and stopping."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Mapping, Sequence

from prometheus_client import CollectorRegistry

from agents.pool.ipc import Results
from agents.pool.pack_types import pack_types
from agents.pool.reader_pool import ReaderPool
from agents.worker.deduplication import Deduplicator
from agents.worker.enrich_agent import EnrichAgent
from agents.worker.happenings_agent import HappeningsAgent
from agents.worker.happenings_input import HappeningsInput
from agents.worker.monitor import WorkerMonitor
from agents.worker.route_agent import RouteAgent
from streams.contract.errors import DatelineError, Misconfigured
from streams.contract.topics import EVENTS, FINGERPRINTS, HAPPENINGS, HAPPENINGS_INPUT, RAW, catalogue
from streams.kafka.admin import list_topics
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.delivery import Delivery
from streams.kafka.faust_app import build_app
from streams.ops.health import Health, HealthServer
from streams.ops.metrics import Metrics
from streams.ops.settings import Settings
from streams.routing.routes import Route, load_routes

log = logging.getLogger(__name__)

CLOSE_SECONDS = 5.0
"""Maximum seconds to close once nothing is in flight."""


class Worker:
    """A worker; it processes messages while `run` is running."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.routes: list[Route] = load_routes(settings.routes, pack_types(settings.packs))
        self.metrics = Metrics(CollectorRegistry())
        self.health = Health(settings.stall_seconds)
        self.server = HealthServer(self.health, self.metrics.registry, settings.metrics_host, settings.metrics_port)
        self.stopping = asyncio.Event()
        self._pool = ReaderPool(settings, lambda change: self.metrics.reader_changes.labels(change).inc(), self._count)
        self._publisher = AsyncProducer(
            settings, self.metrics.publish_retries.inc, self.metrics.publish_seconds.observe
        )
        self._duplicates = Deduplicator(settings, self._publisher, self.metrics, self.health)
        self._input = HappeningsInput(settings)
        self._enrich = EnrichAgent(settings, self._pool, self._publisher, self._duplicates, self._input, self.metrics)
        self._route = RouteAgent(settings, self.routes, self._publisher, self._input, self.metrics)
        self._happenings = HappeningsAgent(settings, self._publisher, self.metrics)
        self._app = build_app(settings)
        self._enrich.attach(self._app)
        self._route.attach(self._app)
        self._deliveries: dict[str, Delivery] = {
            settings.topic(RAW): self._enrich.delivery,
            settings.topic(EVENTS): self._route.delivery,
        }
        if settings.happenings:
            self._happenings.attach(self._app)
            self._deliveries[settings.topic(HAPPENINGS_INPUT)] = self._happenings.delivery
        self._monitor = WorkerMonitor(
            settings, self._app, self._pool, self._publisher, self._deliveries, self.metrics, self.health, self._state()
        )

    async def run(self, on_ready: Callable[[], None] = lambda: None) -> None:
        """Process messages until `stopping` is set or SIGTERM or SIGINT arrives, then finish those in flight.

        A stop during the start takes effect immediately. After a stop it returns or raises within
        `DATELINE_SHUTDOWN_SECONDS` plus `CLOSE_SECONDS` in any state; threads that wait for a broker may continue.

        Raises:
            Misconfigured: the model or a topic is missing.
            DatelineError: the delivery failed, messages in flight did not finish in time, or a topic was deleted and
                re-created; no message in flight was acknowledged.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stopping.set)
        # After the signal handlers: a program that waits for this line may send SIGTERM immediately.
        where = f"http://{self.settings.metrics_host}:{self.server.port}"
        log.info("starting: group %s on %s, metrics and health on %s", self.settings.group, self.settings.broker, where)
        self.server.start()
        tasks = [asyncio.create_task(self._monitor.run()), asyncio.create_task(self._duplicates.run())]
        try:
            if not await self._started():
                log.info("stopped before it was ready: nothing was in flight")
                return
            self.health.model_loaded = True
            on_ready()
            await self._until_stopped(tasks)
            log.info("stopping: finishing what is in flight")
            await self._leave()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait([*tasks, asyncio.create_task(self._pool.stop())], timeout=CLOSE_SECONDS)
            self.server.stop()

    async def _started(self) -> bool:
        """Check the topics, join the group and load the model; return False if a stop was requested meanwhile."""
        starting = asyncio.create_task(self._start())
        stop = asyncio.create_task(self.stopping.wait())
        done, _ = await asyncio.wait([starting, stop], return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if starting in done:
            await starting
            return True
        starting.cancel()
        leaving = asyncio.create_task(self._app.stop())
        await asyncio.wait([starting, leaving], timeout=CLOSE_SECONDS)
        return False

    async def _start(self) -> None:
        await asyncio.to_thread(self._check_topics)
        await self._pool.start()
        await asyncio.gather(self._app.start(), self._pool.ready())

    @property
    def events_joined(self) -> int:
        """Number of events whose happenings are published."""
        return self._happenings.events

    def _check_topics(self) -> None:
        every = catalogue(route.name for route in self.routes)
        off = set() if self.settings.duplicate_hours else {FINGERPRINTS}
        off |= set() if self.settings.happenings else {HAPPENINGS, HAPPENINGS_INPUT}
        topics = [t for t in every if t.name not in off]
        there = list_topics(self.settings, topics)
        missing = [name for t in topics if (name := self.settings.topic(t.name)) not in there]
        if missing:
            raise Misconfigured(f"no topic {', '.join(missing)}: run `dateline topics create`")
        for name, wanted in ((self.settings.topic(t.name), t.partitions) for t in topics):
            if wanted and there[name] != wanted:
                raise Misconfigured(f"{name} has {there[name]} partitions: delete it, run `dateline topics create`")
        if self.settings.happenings:
            self._check_happenings(there)

    def _check_happenings(self, there: Mapping[str, int]) -> None:
        """Check that both topics of happenings have the same number of partitions."""
        taken, made = (self.settings.topic(name) for name in (HAPPENINGS_INPUT, HAPPENINGS))
        self._input.partitions = there[taken]
        if there[taken] != there[made]:
            raise Misconfigured(
                f"{made} has {there[made]} partitions and {taken} has {there[taken]}: give both as many;"
                " happenings that are open are not found again where partitions are added"
            )

    def _state(self) -> list[str]:
        """Return the topics from which the worker keeps state in memory."""
        held = {FINGERPRINTS: self.settings.duplicate_hours, HAPPENINGS: self.settings.happenings}
        return [self.settings.topic(name) for name, used in held.items() if used]

    async def _until_stopped(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        stop = asyncio.create_task(self.stopping.wait())
        crash = asyncio.create_task(self._app.wait_until_stopped())
        failures = [delivery.failed for delivery in self._deliveries.values()]
        waits = [stop, crash, *tasks, *failures]
        done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        crash.cancel()
        stop.cancel()
        for failed in (*tasks, *failures):
            if failed in done:
                await failed
        if crash in done:
            raise DatelineError("the Faust app stopped on its own: see the log above")

    async def _leave(self) -> None:
        """Stop Faust: it stops fetching, waits until all taken messages are acknowledged, commits and leaves the group.

        Faust suppresses cancellation while it waits, so its task is abandoned after the time limit, and when a
        delivery fails: what that took is never acknowledged.
        """
        leaving = asyncio.create_task(self._app.stop())
        failures = [delivery.failed for delivery in self._deliveries.values()]
        until = self.settings.shutdown_seconds
        done, _ = await asyncio.wait([leaving, *failures], timeout=until, return_when=asyncio.FIRST_COMPLETED)
        for failed in failures:
            if failed in done:
                await failed
        if leaving not in done:
            raise DatelineError(
                f"not finished after DATELINE_SHUTDOWN_SECONDS {until:g}, {self._waits_for()};"
                " what was in flight stays unacknowledged and will be read again"
            )
        await leaving
        for delivery in self._deliveries.values():
            await delivery.stop()
        await self._publisher.stop()

    def _waits_for(self) -> str:
        if self._publisher.failing:
            return "the broker does not confirm what is published"
        batches = sum(delivery.batches_in_flight for delivery in self._deliveries.values())
        return f"{batches} batches are in flight" if batches else "the broker does not answer"

    def _count(self, results: Results) -> None:
        """Count the tokens and stage times of a batch."""
        self.metrics.tokens.inc(results.tokens)
        for stage, seconds in results.stages.items():
            self.metrics.stage_seconds.labels(stage).inc(seconds)
