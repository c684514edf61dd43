"""Monitoring of a worker: updates its gauges and health every few seconds."""

from __future__ import annotations

import asyncio
import logging
import platform
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import faust
from faust.exceptions import ConsumerNotStarted
from kafka.errors import KafkaError

from agents.pool.outcome import VERSION
from agents.pool.reader_pool import ReaderPool
from streams.contract.errors import DatelineError
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.delivery import Delivery
from streams.kafka.lag import LagReader, PartitionLag
from streams.ops.health import Health
from streams.ops.metrics import Metrics
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

TICK_SECONDS, LOOK_SECONDS = 0.5, 2.0
"""Seconds between updates of gauges and health, and between readings of lag and progress."""


class WorkerMonitor:
    """Monitors the parts of one worker while `run` runs."""

    def __init__(
        self,
        settings: Settings,
        app: faust.App,
        pool: ReaderPool,
        publisher: AsyncProducer,
        deliveries: Mapping[str, Delivery],
        metrics: Metrics,
        health: Health,
        state: Sequence[str] = (),
    ) -> None:
        """`deliveries` are by the full name of their input topic; `state` are further topics that the worker reads."""
        self._settings, self._app, self._pool, self._publisher = settings, app, pool, publisher
        self._deliveries, self._metrics, self._health = deliveries, metrics, health
        self._answers = True
        self._acknowledged = dict.fromkeys(deliveries, -1)
        self._committed: dict[tuple[str, int], int | None] = {}
        self._topics = [*deliveries, *state]
        self._ids: dict[str, str] = {}
        self._gone: set[str] = set()
        """Missing topics that were logged."""
        self._early: set[tuple[str, int]] = set()
        """Partitions that end before their committed offset and were logged."""
        self._progressed(deliveries)
        app.on_partitions_assigned.connect(self._assigned)
        metrics.build.labels(VERSION, settings.model, platform.python_version()).set(1)
        metrics.readers_wanted.set(settings.processes)

    async def run(self) -> None:
        """Update until cancelled.

        Raises:
            DatelineError: a topic was deleted and re-created.
        """
        await asyncio.gather(self._tick(), self._look())

    async def _tick(self) -> None:
        """Update gauges and health; separate from the lag, which waits for a broker that may not answer."""
        while True:
            self._health.tick()
            self._health.broker_reachable = self._answers and not self._publisher.failing
            if not self._health.broker_reachable:
                # Time without a broker does not count as lack of progress, even afterwards.
                self._progressed(self._deliveries)
            self._gauge()
            due = time.monotonic() + TICK_SECONDS
            await asyncio.sleep(TICK_SECONDS)
            self._metrics.loop_delay_seconds.observe(max(0.0, time.monotonic() - due))

    async def _look(self) -> None:
        reader = LagReader(self._settings)
        try:
            while True:
                try:
                    lags = await asyncio.to_thread(reader.read, list(self._deliveries), count=False)
                    ids = await asyncio.to_thread(reader.topic_ids, self._topics)
                except (KafkaError, OSError) as error:
                    if self._answers:
                        log.warning("the broker does not report the lag, asking again: %r", error)
                    self._answers = False
                else:
                    if not self._answers:
                        log.info("the broker reports the lag again")
                    self._answers = True
                    await self._check_ids(ids)
                    self._record(lags)
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            reader.close()

    async def _assigned(self, *_: Any, **__: Any) -> None:
        """Count a rebalance; Faust calls this after each one."""
        self._metrics.rebalances.inc()

    def _assignment(self) -> set[tuple[str, int]]:
        """Return the partitions of this worker; empty while Faust's consumer is starting."""
        try:
            return {(tp.topic, tp.partition) for tp in self._app.consumer.assignment()}
        except ConsumerNotStarted:
            return set()

    def _record(self, lags: Sequence[PartitionLag]) -> None:
        """Record lag and progress of the partitions of this worker."""
        assigned = self._assignment()
        self._health.partitions_assigned = bool(assigned)
        mine = [lag for lag in lags if (lag.topic, lag.partition) in assigned]
        self._set_lag(mine)
        self._log_early_ends(mine)
        committed = {(lag.topic, lag.partition): lag.committed for lag in mine}
        if any(offset is not None and offset != self._committed.get(tp) for tp, offset in committed.items()):
            self._metrics.last_commit_timestamp.set(time.time())
        self._committed = committed
        waiting = {lag.topic for lag in mine if lag.messages}
        acknowledged = {topic: delivery.acknowledged for topic, delivery in self._deliveries.items()}
        # Per topic, so that one without progress is not hidden by another.
        self._progressed(t for t, count in acknowledged.items() if count != self._acknowledged[t] or t not in waiting)
        self._acknowledged = acknowledged

    def _progressed(self, topics: Iterable[str]) -> None:
        for topic in topics:
            self._health.progressed(topic)

    def _log_early_ends(self, mine: Sequence[PartitionLag]) -> None:
        """Log one line for each partition that ends before its committed offset, because its offsets restarted."""
        early = {
            (lag.topic, lag.partition): lag for lag in mine if lag.committed is not None and lag.end < lag.committed
        }
        for (topic, partition), lag in early.items():
            if (topic, partition) not in self._early:
                log.warning(
                    "%s[%d] ends at %d, before the committed offset %d: it was re-created, or has lost data; it is read"
                    " from its start. What was sent to it before this line may be left out: see `dateline replay raw`",
                    *(topic, partition, lag.end, lag.committed),
                )
        self._early = set(early)

    async def _check_ids(self, ids: Mapping[str, str]) -> None:
        """Compare topic ids with earlier ones: offsets and state in memory do not apply to a re-created topic.

        Raises:
            DatelineError: the id of a topic has changed.
        """
        again = sorted(topic for topic, known in self._ids.items() if ids.get(topic, known) != known)
        if again:
            await self._app.consumer.reset_offsets(again)
            raise DatelineError(
                f"{', '.join(again)} was deleted and created again: restart the worker; it reads the new topic from its"
                " start"
            )
        gone = self._ids.keys() - ids.keys()
        for topic in sorted(gone - self._gone):
            log.warning("topic %s is missing: create it with `dateline topics create`", topic)
        self._gone = set(gone)
        self._ids |= ids

    def _set_lag(self, mine: Sequence[PartitionLag]) -> None:
        """Set the lag gauges, and remove those of partitions of other workers."""
        metrics = self._metrics
        metrics.lag_messages.clear()
        metrics.lag_seconds.clear()
        until = {tp: at for delivery in self._deliveries.values() for tp, at in delivery.acknowledged_until.items()}
        for lag in mine:
            labels = lag.topic, str(lag.partition)
            metrics.lag_messages.labels(*labels).set(lag.messages)
            appended = until.get((lag.topic, lag.partition))
            if not lag.messages:
                metrics.lag_seconds.labels(*labels).set(0)
            elif appended is not None:
                metrics.lag_seconds.labels(*labels).set(max(0.0, time.time() - appended))

    def _gauge(self) -> None:
        metrics, deliveries = self._metrics, self._deliveries.values()
        metrics.batches_in_flight.set(sum(delivery.batches_in_flight for delivery in deliveries))
        metrics.oldest_in_flight_seconds.set(max(delivery.oldest_seconds() for delivery in deliveries))
        metrics.readers_alive.set(self._pool.alive)
        metrics.reader_memory_bytes.clear()
        for number, size in self._pool.memory_bytes.items():
            metrics.reader_memory_bytes.labels(str(number)).set(size)
        metrics.live.set(not self._health.liveness_failures())
        metrics.ready.set(not self._health.readiness_failures())
        metrics.broker_reachable.set(self._health.broker_reachable)
