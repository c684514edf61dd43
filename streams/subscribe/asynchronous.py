"""The asynchronous subscription, based on aiokafka."""

from __future__ import annotations

import asyncio
import logging
from time import monotonic
from typing import Any, Generic, Self, TypeVar

from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, RebalanceInProgressError

from streams.kafka.admin import translate_connection_errors
from streams.kafka.consumers import async_consumer
from streams.subscribe.options import BATCH, COMES_AGAIN, COMMIT_SECONDS, POLL_MS, SubscriptionPlan
from streams.subscribe.start_position import positions

log = logging.getLogger("streams.subscribe")

R = TypeVar("R")


class AsyncSubscription(Generic[R]):
    """An asynchronous iterator over records, and a context manager that connects and closes.

    Raises:
        Misconfigured: a topic does not exist.
        Transient: no broker answers, or one refuses.
    """

    def __init__(self, plan: SubscriptionPlan) -> None:
        self._plan, self._receiver = plan, plan.receiver
        self.joined = plan.group is None
        """Whether this member has its partitions; without them, silence does not mean that no message is left."""

    async def __aenter__(self) -> Self:
        begin = await asyncio.to_thread(self._begin)
        with translate_connection_errors(self._plan.settings):
            self._consumer = async_consumer(self._plan.settings, **self._plan.consumer)
            if begin is None:
                self._consumer.subscribe(self._plan.topics, listener=_RebalanceListener(self))
            await self._start()
            if begin is not None:
                self._consumer.assign([TopicPartition(*place) for place in begin])
                for place, offset in begin.items():
                    self._consumer.seek(TopicPartition(*place), offset)
        self._committed = monotonic()
        return self

    async def __aexit__(self, kind: object, error: object, trace: object) -> None:
        """Commit and leave the group. The last record returned does not count as processed and is delivered again."""
        with translate_connection_errors(self._plan.settings):
            try:
                await self.commit()
            finally:
                await self._consumer.stop()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> R:
        heard = monotonic()
        while True:
            record: R | None = self._receiver.next()
            if monotonic() - self._committed >= COMMIT_SECONDS:
                await self.commit()
            if record is not None:
                return record
            if not self.joined:
                heard = monotonic()
            if self._plan.idle_seconds is not None and monotonic() - heard >= self._plan.idle_seconds:
                raise StopAsyncIteration
            with translate_connection_errors(self._plan.settings):
                batches = await self._consumer.getmany(timeout_ms=POLL_MS, max_records=BATCH)
            for messages in batches.values():
                self._receiver.put(messages)
                heard = monotonic()

    async def commit(self) -> None:
        """Commit the offsets of the group; done every second and on closing. Has no effect without a group."""
        self._committed = monotonic()
        if self._plan.group is None or not self._receiver.done:
            return
        offsets = {TopicPartition(*place): offset for place, offset in self._receiver.done.items()}
        self._receiver.done.clear()
        with translate_connection_errors(self._plan.settings):
            try:
                await self._consumer.commit(offsets)
            except (CommitFailedError, IllegalStateError, RebalanceInProgressError) as error:
                log.warning(COMES_AGAIN, error)

    def _begin(self) -> dict[Any, int] | None:
        self._plan = self._plan.on_cluster()
        return None if self._plan.group else positions(self._plan.settings, self._plan.topics, self._plan.start)

    async def _start(self) -> None:
        try:
            await self._consumer.start()
        except BaseException:
            await self._consumer.stop()
            raise


class _RebalanceListener(ConsumerRebalanceListener):  # type: ignore[misc]
    """Commits processed records before partitions are reassigned, and drops waiting messages of those partitions."""

    def __init__(self, subscription: AsyncSubscription[Any]) -> None:
        self._subscription = subscription

    async def on_partitions_revoked(self, revoked: Any) -> None:
        await self._subscription.commit()
        self._subscription._receiver.drop(revoked)
        self._subscription.joined = False

    async def on_partitions_assigned(self, assigned: Any) -> None:
        """Record the assignment; the client continues from the committed offsets."""
        self._subscription.joined = True
