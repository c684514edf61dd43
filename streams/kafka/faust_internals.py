"""All uses of private parts of Faust: committing, rebalancing and stopping."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import faust
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata, TopicPartition
from faust.assignor.partition_assignor import PartitionAssignor
from faust.transport.drivers import aiokafka
from faust.types import TP

from streams.kafka.consumers import ISOLATION_LEVEL

log = logging.getLogger(__name__)


class ConsumerThread(aiokafka.AIOKafkaConsumerThread):  # type: ignore[misc]
    """Consumer thread that reads committed messages only; Faust does so only for its own transactions."""

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = ISOLATION_LEVEL
        return consumer

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Seek to the committed offsets, and to the start of partitions that have none.

        Faust drops what was fetched while a rebalance was in progress, and then calls this to fetch it again. aiokafka
        leaves partitions without a committed offset where they are: their dropped messages would never be read.
        """
        committed: Mapping[TP, int] = await self.call_thread(self._seek_to_committed)
        return committed

    async def _seek_to_committed(self) -> Mapping[TP, int]:
        consumer = self._ensure_consumer()
        committed: Mapping[TP, int] = await consumer.seek_to_committed()
        # Offset 0 is none for aiokafka. A rebalance may have revoked partitions meanwhile.
        unread = {tp for tp, offset in committed.items() if not offset} & consumer.assignment()
        if unread:
            await consumer.seek_to_beginning(*unread)
        return committed

    async def commit_start(self, partitions: Iterable[TP]) -> None:
        """Commit offset 0 of partitions, including those no longer assigned to this consumer, which aiokafka refuses.

        Raises:
            KafkaError: the broker refuses, or a rebalance is in progress.
        """
        await self.call_thread(self._commit_start, partitions)

    async def _commit_start(self, partitions: Iterable[TP]) -> None:
        coordinator = self._ensure_consumer()._coordinator
        start = OffsetAndMetadata(0, "")
        await coordinator.commit_offsets(None, {TopicPartition(tp.topic, tp.partition): start for tp in partitions})

    async def on_thread_stop(self) -> None:
        """Stop the client; without a broker, aiokafka cancels its own task, which would end the thread here."""
        try:
            await super().on_thread_stop()
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            log.debug("a fetch was cancelled while the consumer stopped")


class Consumer(aiokafka.Consumer):  # type: ignore[misc]
    """Consumer that commits acknowledged messages before a partition is revoked, within a time limit."""

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def wait_empty(self) -> None:
        """Wait until messages in flight are acknowledged: on a rebalance for half its time-out, on a stop indefinitely.

        On a rebalance Faust would wait without a limit, be removed from the group meanwhile and rejoin, which is
        another rebalance: an article that hangs its reader would keep workers rebalancing. Messages not waited for are
        read again. Faust's own method also logs whole messages.
        """
        # A time-out around Faust's own loop has no effect, because it suppresses cancellation.
        allowed = self.app.conf.broker_rebalance_timeout / 2 if self.app.rebalancing else math.inf
        deadline = time.monotonic() + allowed
        while self._unacked_messages and not self.should_stop:
            await self.commit()
            if time.monotonic() > deadline:
                log.warning("partitions are reassigned before the messages in flight are done: they will be read again")
                break
            await self._wait_for_ack(timeout=1)
            self._clean_unacked_messages()
        await self.commit_and_end_transactions()

    _recreated: frozenset[str] = frozenset()
    """Topics that were deleted and re-created."""
    _ever_assigned: frozenset[TP] = frozenset()
    """Partitions that were assigned to this consumer at any time."""

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Record the partitions, then call Faust's own method."""
        self._ever_assigned |= assigned
        await super().on_partitions_assigned(assigned, generation_id)

    async def reset_offsets(self, topics: Iterable[str]) -> None:
        """Commit offset 0 of the partitions of re-created topics, and no other offset of them afterwards.

        Messages of the deleted topic may be acknowledged after the new one exists; their offsets, if committed, would
        skip the first messages of the new topic. Partitions that were assigned earlier are included, because a
        rebalance while the topic was missing may have revoked them from every consumer.
        """
        self._recreated = frozenset(topics)
        partitions = [tp for tp in self._ever_assigned if tp.topic in self._recreated]
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
        """Return the offset to commit for a partition; None if nothing was acknowledged.

        `delivery` acknowledges in offset order, so every offset before the last acknowledged message is done or missing
        (control records, aborted transactions, compaction). Faust takes a gap after offset 0 for messages in flight,
        and never commits past it.
        """
        acked: list[int] = self._acked[tp]
        if not acked or tp.topic in self._recreated:
            return None
        last = max(acked)
        self._acked_index[tp].difference_update(acked)
        acked.clear()
        return last + 1

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Record no gaps: the list would hold every missing offset of a compacted partition."""

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Commit before Faust discards its acknowledged messages; otherwise up to a second's work would be repeated."""
        for _ in range(MOST_COMMITS):
            if any(self._acked.get(tp) for tp in revoked):
                await self.commit()
        await super().on_partitions_revoked(revoked)


class Transport(aiokafka.Transport):  # type: ignore[misc]
    """Faust's transport with `Consumer`."""

    Consumer = Consumer


class App(faust.App):  # type: ignore[misc]
    """Faust's app with `Transport`, without directories on disk: a container's root may be read-only."""

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)

    @cached_property
    def assignor(self) -> PartitionAssignor:
        """Return Faust's assignor without standby replicas, with which a third worker gets none of four partitions.

        The setting `table_standby_replicas` is not changed: with 0 Faust replaces its assignor by round robin, so that
        workers of earlier versions could not be in the same group.
        """
        return PartitionAssignor(self, replicas=0)

    def _create_directories(self) -> None:
        """Create no directories: Faust needs them only for tables."""


MOST_COMMITS = 3
"""Commits at most: one may be in progress while more is acknowledged; the rest is read again."""
REBALANCE_SECONDS = 1.0
"""Seconds to wait before committing again after a rebalance prevented it."""
