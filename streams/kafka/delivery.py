"""The commit rule: a message is acknowledged only after its outcome is durable.

For each batch that an agent takes, in this order:

1. **Take** raw bytes, at most `in_flight` batches at a time; while that many are in progress, `take` waits,
   Faust's buffer fills, and the consumer pauses: back-pressure without further means.
2. **Work** out what to publish for each message (`enrich`: read in the pool; `route`: match the rules).
   Batches are worked on at the same time, and finish in any order.
3. **Publish**, batch by batch in the order taken, and wait for the broker to confirm each message. What cannot
   be published is tried again indefinitely; nothing is skipped.
4. **Acknowledge** each message of the batch in offset order. Faust commits up to there.

What if it dies here?
    during 1-2  nothing was published or acknowledged: the batch is read again by the next owner of the partition.
    during 3    some outputs are there, none acknowledged: the batch is read again, and the same bytes with the
                same ids (time of processing apart) come out a second time. Subscribers drop repeats by id.
    after 3     as during 3.
    after 4     before Faust's commit: as during 3. After it: done.
    the broker  3 holds and retries; nothing is acknowledged.
    a bug in 2  the delivery *fails*: nothing more is taken or acknowledged, and the worker exits with an error.

Messages are acknowledged in offset order and never around one in flight, because Faust's commit would step over
it. No exception may reach the agent's loop, because Faust acknowledges the message that an agent raised on.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, TypeVar

from streams.kafka.async_producer import AsyncProducer
from streams.kafka.messages import OutgoingMessage

T = TypeVar("T")
log = logging.getLogger(__name__)
Work = Callable[[Sequence[Any]], Awaitable[T]]
"""Function from the events taken to a result."""


class Delivery(Generic[T]):
    """Carries batches of Faust events from `take` to acknowledgement under the commit rule.

    Args:
        work: step 2; what it raises is a bug and fails the delivery.
        outgoing: what to publish for a batch's result.
        settled: called with each batch after it was acknowledged, for counting.
    """

    def __init__(
        self,
        publisher: AsyncProducer,
        work: Work[T],
        outgoing: Callable[[Sequence[Any], T], list[OutgoingMessage]],
        settled: Callable[[Sequence[Any], T], None],
        in_flight: int,
    ) -> None:
        self._publisher, self._work, self._outgoing, self._settled = publisher, work, outgoing, settled
        self._slots = asyncio.Semaphore(in_flight)
        self._line: asyncio.Queue[tuple[float, Any, Sequence[Any], asyncio.Task[T]]] = asyncio.Queue()
        self._carrier: asyncio.Task[None] | None = None
        self._in_flight: list[float] = []
        self.acknowledged = 0
        """Messages acknowledged so far."""
        self.acknowledged_until: dict[tuple[str, int], float] = {}
        """By topic and partition, the Unix time at which the last message acknowledged was appended."""
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Raises when the delivery has failed; else stays pending."""

    async def take(self, stream: Any, events: Sequence[Any]) -> None:
        """Accept a batch; return as soon as it is in progress. Wait indefinitely once the delivery has failed."""
        await self._slots.acquire()
        if self.failed.done():
            await asyncio.Event().wait()
        if self._carrier is None:
            self._carrier = asyncio.create_task(self._carry())
        now = time.monotonic()
        self._in_flight.append(now)
        self._line.put_nowait((now, stream, events, asyncio.create_task(self._start(events))))

    async def _start(self, events: Sequence[Any]) -> T:
        return await self._work(events)

    @property
    def batches_in_flight(self) -> int:
        """Return the number of batches taken and not yet acknowledged."""
        return len(self._in_flight)

    def oldest_seconds(self) -> float:
        """Return the age in seconds of the oldest batch in progress; 0 if there is none."""
        return time.monotonic() - self._in_flight[0] if self._in_flight else 0.0

    async def stop(self) -> None:
        """Cancel the batches in progress; they stay unacknowledged."""
        tasks = [self._carrier] if self._carrier else []
        while not self._line.empty():
            tasks.append(self._line.get_nowait()[3])  # type: ignore[arg-type]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _count(self, events: Sequence[Any], result: T) -> None:
        """Count a batch; an error in counting is logged and delays nothing, because the batch is done."""
        try:
            self._settled(events, result)
        except Exception:
            log.exception("a batch of %d is done and could not be counted", len(events))

    async def _carry(self) -> None:
        """Do steps 3 and 4 for one batch after the other."""
        try:
            while True:
                _, stream, events, task = await self._line.get()
                result = await task
                await self._publisher.publish(self._outgoing(events, result))
                for event in events:
                    await stream.ack(event)
                    message = event.message
                    self.acknowledged_until[(message.topic, message.partition)] = message.timestamp
                self._in_flight.pop(0)
                self.acknowledged += len(events)
                self._count(events, result)
                self._slots.release()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            with contextlib.suppress(asyncio.InvalidStateError):
                self.failed.set_exception(error)
            self._slots.release()
            raise
