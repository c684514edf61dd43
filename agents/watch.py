"""Looks at a worker every few seconds, and keeps its gauges and its health true."""

from __future__ import annotations

import asyncio
import logging
import platform
import time
from collections.abc import Sequence
from typing import Any

import faust
from kafka.errors import KafkaError

from agents.outcome import VERSION
from agents.pool import Pool
from streams.delivery import Delivery
from streams.health import Health
from streams.lag import LagReader, PartitionLag
from streams.metrics import Metrics
from streams.publisher import Publisher
from streams.settings import Settings
from streams.topics import EVENTS, RAW

log = logging.getLogger(__name__)

TICK_SECONDS, LOOK_SECONDS = 0.5, 2.0
"""Between updates of gauges and health, and between looks at lag and progress."""


class Watch:
    """Watches the parts of one worker for as long as `run` runs."""

    def __init__(
        self,
        settings: Settings,
        app: faust.App,
        pool: Pool,
        publisher: Publisher,
        deliveries: Sequence[Delivery[Any]],
        metrics: Metrics,
        health: Health,
    ) -> None:
        self._settings, self._app, self._pool, self._publisher = settings, app, pool, publisher
        self._deliveries, self._metrics, self._health = deliveries, metrics, health
        self._answers = True
        self._acknowledged = -1
        self._committed: dict[tuple[str, int], int | None] = {}
        app.on_partitions_assigned.connect(self._assigned)
        metrics.build.labels(VERSION, settings.model, platform.python_version()).set(1)
        metrics.readers_wanted.set(settings.processes)

    async def run(self) -> None:
        """Tick and look until cancelled."""
        await asyncio.gather(self._tick(), self._look())

    async def _tick(self) -> None:
        """Apart from the look, which waits for a broker: one that does not answer is not a loop that is stuck."""
        while True:
            self._health.tick()
            self._health.broker_reachable = self._answers and not self._publisher.failing
            self._gauge()
            due = time.monotonic() + TICK_SECONDS
            await asyncio.sleep(TICK_SECONDS)
            self._metrics.loop_delay_seconds.observe(max(0.0, time.monotonic() - due))

    async def _look(self) -> None:
        reader = LagReader(self._settings)
        topics = [self._settings.topic(name) for name in (RAW, EVENTS)]
        try:
            while True:
                try:
                    lags = await asyncio.to_thread(reader.read, topics)
                except (KafkaError, OSError) as error:
                    if self._answers:
                        log.warning("the broker does not tell the lag, asking on: %r", error)
                    self._answers = False
                else:
                    if not self._answers:
                        log.info("the broker tells the lag again")
                    self._answers = True
                    self._note(lags)
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            reader.close()

    async def _assigned(self, *_: Any, **__: Any) -> None:
        """Faust calls this after each rebalance."""
        self._metrics.rebalances.inc()

    def _note(self, lags: Sequence[PartitionLag]) -> None:
        """Lag and progress, of the partitions that this worker has."""
        assigned = {(tp.topic, tp.partition) for tp in self._app.consumer.assignment()}
        self._health.partitions_assigned = bool(assigned)
        mine = [lag for lag in lags if (lag.topic, lag.partition) in assigned]
        self._tell_lag(mine)
        committed = {(lag.topic, lag.partition): lag.committed for lag in mine}
        if any(offset is not None and offset != self._committed.get(tp) for tp, offset in committed.items()):
            self._metrics.last_commit_timestamp.set(time.time())
        self._committed = committed
        acknowledged = sum(delivery.acknowledged for delivery in self._deliveries)
        if acknowledged != self._acknowledged or not any(lag.messages for lag in mine):
            self._health.progressed()
        self._acknowledged = acknowledged

    def _tell_lag(self, mine: Sequence[PartitionLag]) -> None:
        """Partitions that went to another worker must not stay on our page."""
        metrics = self._metrics
        metrics.lag_messages.clear()
        metrics.lag_seconds.clear()
        for lag in mine:
            labels = lag.topic, str(lag.partition)
            metrics.lag_messages.labels(*labels).set(lag.messages)
            appended = metrics.settled_append.get((lag.topic, lag.partition))
            if not lag.messages:
                metrics.lag_seconds.labels(*labels).set(0)
            elif appended is not None:
                metrics.lag_seconds.labels(*labels).set(max(0.0, time.time() - appended))

    def _gauge(self) -> None:
        metrics, deliveries = self._metrics, self._deliveries
        metrics.batches_under_way.set(sum(delivery.batches_under_way for delivery in deliveries))
        metrics.oldest_under_way_seconds.set(max(delivery.oldest_seconds() for delivery in deliveries))
        metrics.readers_alive.set(self._pool.alive)
        metrics.reader_memory_bytes.clear()
        for number, size in self._pool.memory_bytes.items():
            metrics.reader_memory_bytes.labels(str(number)).set(size)
        metrics.live.set(not self._health.sick())
        metrics.ready.set(not self._health.unready())
        metrics.broker_reachable.set(self._health.broker_reachable)
