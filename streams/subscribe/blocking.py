"""The blocking subscription, based on kafka-python."""

from __future__ import annotations

import logging
from time import monotonic
from typing import Any, Generic, Self, TypeVar

from kafka import AsyncConsumerRebalanceListener, OffsetAndMetadata, TopicPartition
from kafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from kafka.errors import CommitFailedError, KafkaError, RebalanceInProgressError

from streams.kafka.admin import CONNECT_MS, translate_connection_errors
from streams.kafka.consumers import blocking_consumer
from streams.subscribe.options import BATCH, COMES_AGAIN, COMMIT_SECONDS, POLL_MS, SubscriptionPlan
from streams.subscribe.start_position import positions

log = logging.getLogger("streams.subscribe")

R = TypeVar("R")
REJOIN_SECONDS = 30.0
"""Seconds without partitions after which a member leaves the group and rejoins."""


class Subscription(Generic[R]):
    """An iterator over records, and a context manager that closes it. Not thread-safe.

    Raises:
        Misconfigured: a topic does not exist.
        Transient: no broker answers, or one refuses.
    """

    def __init__(self, plan: SubscriptionPlan) -> None:
        self._plan = plan = plan.on_cluster()
        self._receiver = plan.receiver
        self.joined = plan.group is None
        """Whether this member has its partitions; without them, silence does not mean that no message is left."""
        begin = None if plan.group else positions(plan.settings, plan.topics, plan.start)
        with translate_connection_errors(plan.settings):
            self._consumer = blocking_consumer(
                plan.settings,
                **plan.consumer,
                bootstrap_timeout_ms=CONNECT_MS,
                allow_auto_create_topics=False,
                max_poll_records=BATCH,
                # The strategy that aiokafka has too, so that members of both clients can share a group.
                partition_assignment_strategy=(RoundRobinPartitionAssignor,),
            )
            if begin is None:
                self._join()
            else:
                self._consumer.assign(list(begin))
                for partition, offset in begin.items():
                    self._consumer.seek(partition, offset)
        self._committed = monotonic()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> R:
        heard = monotonic()
        while True:
            record: R | None = self._receiver.next()
            if monotonic() - self._committed >= COMMIT_SECONDS:
                self.commit()
            if record is not None:
                return record
            if not self.joined:
                heard = monotonic()
                self._join_again(heard)
            if self._plan.idle_seconds is not None and monotonic() - heard >= self._plan.idle_seconds:
                raise StopIteration
            with translate_connection_errors(self._plan.settings):
                batches = self._consumer.poll(timeout_ms=POLL_MS)
            for messages in batches.values():
                self._receiver.put(messages)
                heard = monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.close()

    def commit(self) -> None:
        """Commit the offsets of the group; done every second and on closing. Has no effect without a group."""
        self._committed = monotonic()
        if offsets := self._take_offsets():
            with translate_connection_errors(self._plan.settings):
                try:
                    self._consumer.commit(offsets)
                except (CommitFailedError, RebalanceInProgressError) as error:
                    log.warning(COMES_AGAIN, error)

    def _join(self) -> None:
        self._left = monotonic()
        self._consumer.subscribe(self._plan.topics, listener=_RebalanceListener(self))
        # Fetches the metadata of the topics; without it the first assignment would be empty, and the client would
        # rejoin when it arrives.
        self._consumer.topics()

    def _join_again(self, now: float) -> None:
        """Leave the group and rejoin, if joining takes longer than `REJOIN_SECONDS`.

        kafka-python drops a rebalance caused by new metadata if it takes longer than the `poll` in which it started:
        it then does not join.
        """
        if now - self._left >= REJOIN_SECONDS:
            log.warning("no partitions for %.0f s: joining the group again", now - self._left)
            with translate_connection_errors(self._plan.settings):
                self._consumer.unsubscribe()
                self._join()

    def close(self) -> None:
        """Commit and leave the group. The last record returned does not count as processed and is delivered again."""
        try:
            self.commit()
        finally:
            with translate_connection_errors(self._plan.settings):
                self._consumer.close(autocommit=False)

    def _take_offsets(self) -> dict[TopicPartition, OffsetAndMetadata]:
        """Return the offsets of processed records and clear them: they count as committed."""
        if self._plan.group is None:
            return {}
        offsets = {TopicPartition(*place): _offset(at) for place, at in self._receiver.done.items()}
        self._receiver.done.clear()
        return offsets


class _RebalanceListener(AsyncConsumerRebalanceListener):  # type: ignore[misc]
    """Commits processed records before partitions are reassigned, and drops waiting messages of those partitions.

    The client calls it in its own thread, in which its blocking calls are not allowed, while `poll` waits for it.
    """

    def __init__(self, subscription: Subscription[Any]) -> None:
        self._subscription = subscription

    async def on_partitions_revoked(self, revoked: Any) -> None:
        subscription = self._subscription
        subscription.joined, subscription._left = False, monotonic()
        offsets = subscription._take_offsets()
        subscription._receiver.drop(revoked)
        if offsets:
            try:
                await subscription._consumer.commit_async(offsets)
            except KafkaError as error:
                log.warning(COMES_AGAIN, error)

    async def on_partitions_assigned(self, assigned: Any) -> None:
        """Record the assignment; the client continues from the committed offsets."""
        self._subscription.joined = True


def _offset(offset: int) -> OffsetAndMetadata:
    return OffsetAndMetadata(offset, "", -1)
