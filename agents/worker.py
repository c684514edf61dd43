"""One worker: the Faust app with its agents, the reader pool, metrics and health; started, watched, stopped."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable

from kafka.errors import KafkaError
from prometheus_client import CollectorRegistry

from agents.enrich import Enrich
from agents.outcome import VERSION
from agents.pool import Pool
from agents.route import RouteEvents
from streams.app import build_app
from streams.cluster import existing
from streams.errors import DatelineError, Misconfigured
from streams.health import Health, HealthServer
from streams.lag import LagReader, PartitionLag
from streams.metrics import Metrics
from streams.publisher import Publisher
from streams.routes import Route, load_routes
from streams.settings import Settings
from streams.topics import EVENTS, RAW, catalogue

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
"""Between looks at lag and progress."""


class Worker:
    """A worker for as long as `run` runs."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.routes: list[Route] = load_routes(settings.routes)
        self.metrics = Metrics(CollectorRegistry())
        self.health = Health(settings.stall_seconds)
        self.server = HealthServer(self.health, self.metrics.registry, settings.metrics_host, settings.metrics_port)
        self.stopping = asyncio.Event()
        self._pool = Pool(settings, lambda change: self.metrics.reader_changes.labels(change).inc())
        self._publisher = Publisher(settings, self.metrics.publish_retries.inc)
        self._enrich = Enrich(settings, self._pool, self._publisher, self.metrics)
        self._route = RouteEvents(settings, self.routes, self._publisher, self.metrics)
        self._app = build_app(settings)
        self._enrich.attach(self._app)
        self._route.attach(self._app)

    async def run(self, on_ready: Callable[[], None] = lambda: None) -> None:
        """Work until `stopping` is set or SIGTERM or SIGINT comes, then finish what is in flight.

        Raises:
            Misconfigured: the model or a topic is missing.
            DatelineError: the delivery failed, or what is in flight did not end in time; nothing of it was
                acknowledged.
        """
        await asyncio.to_thread(self._check_topics)
        self.server.start()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stopping.set)
        watch = asyncio.create_task(self._watch())
        try:
            await self._pool.start()
            await asyncio.gather(self._app.start(), self._pool.ready())
            self.health.model_loaded = True
            on_ready()
            await self._until_stopped()
            log.info("stopping: finishing what is in flight")
            await self._leave()
        finally:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
            await self._pool.stop()
            self.server.stop()

    def _check_topics(self) -> None:
        topics = catalogue(route.name for route in self.routes)
        there = existing(self.settings, topics)
        missing = [name for t in topics if (name := self.settings.topic(t.name)) not in there]
        if missing:
            raise Misconfigured(f"no topic {', '.join(missing)}: run `dateline topics create`")

    async def _until_stopped(self) -> None:
        stop = asyncio.create_task(self.stopping.wait())
        crash = asyncio.create_task(self._app.wait_until_stopped())
        waits = [stop, crash, self._enrich.delivery.failed, self._route.delivery.failed]
        done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        crash.cancel()
        stop.cancel()
        for failed in (self._enrich.delivery.failed, self._route.delivery.failed):
            if failed in done:
                await failed
        if crash in done:
            raise DatelineError("the Faust app stopped by itself; see the log above")

    async def _leave(self) -> None:
        """Faust stops fetching, waits until all that was taken is acknowledged, commits and leaves the group."""
        try:
            async with asyncio.timeout(self.settings.shutdown_seconds):
                await self._app.stop()
        except TimeoutError as error:
            raise DatelineError(
                f"not finished after DATELINE_SHUTDOWN_SECONDS {self.settings.shutdown_seconds:g};"
                " what was in flight stays unacknowledged and will be read again"
            ) from error
        await self._enrich.delivery.stop()
        await self._route.delivery.stop()
        await self._publisher.stop()

    async def _watch(self) -> None:
        """Keep gauges and health true."""
        reader = LagReader(self.settings)
        settled = -1
        try:
            while True:
                self.health.tick()
                self._gauge()
                try:
                    lags = await asyncio.to_thread(reader.read, [self.settings.topic(t) for t in (RAW, EVENTS)])
                except (KafkaError, OSError) as error:
                    log.warning("the broker does not tell the lag: %r", error)
                    self.health.broker_reachable = False
                else:
                    self.health.broker_reachable = not self._publisher.failing
                    settled = self._note(lags, settled)
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            reader.close()

    def _note(self, lags: list[PartitionLag], settled: int) -> int:
        assigned = {(tp.topic, tp.partition) for tp in self._app.consumer.assignment()}
        self.health.partitions_assigned = bool(assigned)
        mine = [lag for lag in lags if (lag.topic, lag.partition) in assigned]
        self.metrics.lag_messages.clear()
        for lag in mine:
            self.metrics.lag_messages.labels(lag.topic, str(lag.partition)).set(lag.messages)
        total = self._enrich.delivery.acknowledged + self._route.delivery.acknowledged
        if total != settled or not any(lag.messages for lag in mine):
            self.health.progressed()
        return total

    def _gauge(self) -> None:
        delivery = self._enrich.delivery
        self.metrics.batches_under_way.set(delivery.batches_under_way)
        self.metrics.oldest_under_way_seconds.set(delivery.oldest_seconds())
        self.metrics.readers_alive.set(self._pool.alive)
        self.metrics.reader_memory_bytes.set(self._pool.memory_bytes)
        self.metrics.build.labels(VERSION, self.settings.model).set(1)
