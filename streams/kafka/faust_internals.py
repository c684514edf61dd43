"""Private parts of Faust that the app depends on."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Iterable
from typing import Any

import faust
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata, TopicPartition
from faust.transport.drivers import aiokafka
from faust.types import TP

from streams.kafka.consumers import ISOLATION_LEVEL

log = logging.getLogger(__name__)


class ConsumerThread(aiokafka.AIOKafkaConsumerThread):  # type: ignore[misc]
    """Reads committed messages only; Faust does so only for its own transactions."""

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = ISOLATION_LEVEL
        return consumer

    async def commit_start(self, partitions: Iterable[TP]) -> None:
        """Commit offset 0 of partitions, also of those that this consumer no longer has; aiokafka refuses these.

        Raises:
            KafkaError: the broker refuses, or a rebalance came between.
        """
        await self.call_thread(self._commit_start, partitions)

    async def _commit_start(self, partitions: Iterable[TP]) -> None:
        coordinator = self._ensure_consumer()._coordinator
        start = OffsetAndMetadata(0, "")
        await coordinator.commit_offsets(None, {TopicPartition(tp.topic, tp.partition): start for tp in partitions})

    async def on_thread_stop(self) -> None:
        """Stop the client; without a broker aiokafka's own cancelled task ends this, and with it the thread."""
        try:
            await super().on_thread_stop()
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            log.debug("a fetch was cancelled while the consumer stopped")


class Consumer(aiokafka.Consumer):  # type: ignore[misc]
    """Commits what was acknowledged before a partition is revoked, within a time limit."""

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def wait_empty(self) -> None:
        """Wait until what was taken is acknowledged: on a stop for as long as the worker allows, else for a while.

        On a rebalance Faust waits for what is in flight without a limit, and is put out of the group meanwhile. It
        then returns, which is another rebalance: workers that take turns at an article that hangs its reader would
        never be done with it. What is not waited for is read again. While it waits Faust also logs whole messages.
        """
        # Faust's own loop swallows cancellation, so that no time-out ends it.
        allowed = self.app.conf.broker_rebalance_timeout / 2 if self.app.rebalancing else math.inf
        deadline = time.monotonic() + allowed
        while self._unacked_messages and not self.should_stop:
            await self.commit()
            if time.monotonic() > deadline:
                log.warning("partitions go to others before what is in flight is done: it will be read again")
                break
            await self._wait_for_ack(timeout=1)
            self._clean_unacked_messages()
        await self.commit_and_end_transactions()

    _made_again: frozenset[str] = frozenset()
    """Topics that were deleted and created again."""
    _had: frozenset[TP] = frozenset()
    """Partitions that were assigned to this consumer at any time."""

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Remember the partitions, then continue as Faust does."""
        self._had |= assigned
        await super().on_partitions_assigned(assigned, generation_id)

    async def begin_again(self, topics: Iterable[str]) -> None:
        """Commit the start of these topics, and no other offset of them from now on.

        What was taken from the topic before may be acknowledged after the new one exists. Committed, it would have
        the first messages of the new topic left out. While the topic was missing a rebalance may have taken its
        partitions from every consumer, so that those it had count, too.
        """
        self._made_again = frozenset(topics)
        partitions = [tp for tp in self._had if tp.topic in self._made_again]
        for left in reversed(range(MOST_COMMITS)):
            try:
                await self._thread.commit_start(partitions)
            except KafkaError as error:
                if not left:
                    log.warning("the new topics may be read from offsets of the old ones: %r", error)
                await asyncio.sleep(REBALANCE_SECONDS)
            else:
                break

    def _new_offset(self, tp: TP) -> int | None:
        """Return the offset to commit of a partition; None where nothing was acknowledged.

        `delivery` acknowledges in offset order, so that whatever lies before the last acknowledged message is done or
        does not exist: control records, messages of aborted transactions, what compaction removed. Faust takes such a
        gap for messages in flight where it follows offset 0, and never commits past it.
        """
        acked: list[int] = self._acked[tp]
        if not acked or tp.topic in self._made_again:
            return None
        last = max(acked)
        self._acked_index[tp].difference_update(acked)
        acked.clear()
        return last + 1

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Keep no list of gaps: it would have every missing offset of a compacted partition."""

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Faust forgets which messages were acknowledged, then commits what is left: a second's work came twice."""
        for _ in range(MOST_COMMITS):
            if any(self._acked.get(tp) for tp in revoked):
                await self.commit()
        await super().on_partitions_revoked(revoked)


class Transport(aiokafka.Transport):  # type: ignore[misc]
    """Faust's transport, with this consumer."""

    Consumer = Consumer


class App(faust.App):  # type: ignore[misc]
    """Faust's app, which writes nothing to disk: it has no tables, and a container's root is read-only."""

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)

    def _create_directories(self) -> None:
        """Create no directories: Faust needs them only for tables."""


MOST_COMMITS = 3
"""Maximum commits: one may be in progress, and more is acknowledged meanwhile; the rest is read again."""
REBALANCE_SECONDS = 1.0
"""Seconds to wait before an offset is committed again that came into a rebalance."""
