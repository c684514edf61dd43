"""The commit rule: a message is acknowledged only after its outcome is durable.

An agent starts a batch, and the batch's handler does these steps in order:

1. **Take** raw messages, at most `in_flight` batches at a time. While that many are in progress, `start` waits,
   Faust's buffer fills, and the consumer pauses (back-pressure).
2. **Work**: determine what to publish for each message (`enrich`: read in the pool; `route`: match the rules).
   Batches are processed concurrently and finish in any order.
3. **Publish** batch by batch, in the order taken, and wait for the broker to confirm each message. Messages that
   cannot be published are retried indefinitely; none is skipped.
4. **Acknowledge** each message of the batch in offset order. Faust commits up to there.
5. **Count** the outcomes of the batch.

What happens on a failure?
    crash in 1-2    nothing was published or acknowledged: the next owner of the partition reads the batch again.
    crash in 3      some outputs were published, none acknowledged: the batch is read again, and the same records with
                    the same ids (except `processed_at`) are published again. Subscribers drop repeats by id.
    crash after 3   as in 3.
    crash after 4   before Faust's commit: as in 3. After it: the batch is completed.
    broker outage   step 3 retries; nothing is acknowledged.
    bug in 2        the delivery *fails*: nothing more is taken or acknowledged, and the worker exits with an error.
    bug in 5        the error is logged; the batch is completed.

Messages are acknowledged in offset order and never past one in flight, because Faust's commit would skip it. No
exception may reach the agent's loop, because Faust acknowledges the message on which an agent raises.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from streams.kafka.async_producer import AsyncProducer
from streams.kafka.messages import OutgoingMessage

log = logging.getLogger(__name__)


class Batch:
    """Events taken together, with steps 3 and 4 of the commit rule.

    A handler calls `turn` (optional), `publish` and `acknowledge`, in this order.
    """

    def __init__(self, delivery: Delivery, stream: Any, events: Sequence[Any], before: asyncio.Future[None]) -> None:
        self.events = events
        """The Faust events, in offset order per partition."""
        self.taken_at = time.monotonic()
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Set once every message is acknowledged; stays pending if the delivery fails before."""
        self._delivery, self._stream, self._before = delivery, stream, before
        self._published = False

    async def turn(self) -> None:
        """Wait until every batch taken before this one is acknowledged."""
        await asyncio.shield(self._before)

    async def publish(self, messages: Sequence[OutgoingMessage]) -> None:
        """Publish the output of the batch, in its turn; return when the broker has confirmed each message."""
        self._published = False
        await self.turn()
        await self._delivery.producer.publish(messages)
        self._published = True

    async def acknowledge(self) -> None:
        """Acknowledge each message of the batch.

        Raises:
            RuntimeError: `publish` was not called before or has not returned; an empty list is enough.
        """
        if not self._published:
            raise RuntimeError("a batch is acknowledged only after it is published")
        for event in self.events:
            await self._stream.ack(event)
        self._delivery.note_acknowledged(self.events)
        self.done.set_result(None)


Handler = Callable[[Batch], Awaitable[None]]
"""Steps 2 to 5 for one batch. An exception before the batch is acknowledged is a bug and fails the delivery."""


class Delivery:
    """Runs the handler of each batch of Faust events under the commit rule, at most `in_flight` at a time."""

    def __init__(self, producer: AsyncProducer, in_flight: int) -> None:
        self.producer = producer
        self._slots = asyncio.Semaphore(in_flight)
        self._tasks: dict[asyncio.Task[None], Batch] = {}
        self._last: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._last.set_result(None)
        self.acknowledged = 0
        """Messages acknowledged so far."""
        self.acknowledged_until: dict[tuple[str, int], float] = {}
        """Topic and partition to the append time (Unix, seconds) of the last acknowledged message."""
        self.failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Has an exception once the delivery has failed; stays pending otherwise."""
        self._stopped = False

    async def start(self, stream: Any, events: Sequence[Any], handle: Handler) -> None:
        """Accept a batch; return when it is in progress. Waits indefinitely once it has failed or is stopped."""
        await self._slots.acquire()
        if self._stopped or self.failed.done():
            await asyncio.Event().wait()
        batch = Batch(self, stream, events, self._last)
        self._last = batch.done
        task = asyncio.create_task(self._run(batch, handle))
        self._tasks[task] = batch
        task.add_done_callback(self._ended)

    @property
    def batches_in_flight(self) -> int:
        """Return the number of batches taken and not yet acknowledged."""
        return len(self._in_flight())

    def oldest_seconds(self) -> float:
        """Return the age in seconds of the oldest batch in progress; 0 if there is none."""
        return max((time.monotonic() - batch.taken_at for batch in self._in_flight()), default=0.0)

    def note_acknowledged(self, events: Sequence[Any]) -> None:
        """Record that messages are acknowledged."""
        self.acknowledged += len(events)
        for message in (event.message for event in events):
            self.acknowledged_until[(message.topic, message.partition)] = message.timestamp

    async def stop(self) -> None:
        """Cancel the batches in progress and take no more; they stay unacknowledged."""
        self._stopped = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _in_flight(self) -> list[Batch]:
        return [batch for batch in self._tasks.values() if not batch.done.done()]

    async def _run(self, batch: Batch, handle: Handler) -> None:
        """Run a handler; its exception fails the delivery, once every earlier batch is done."""
        try:
            await handle(batch)
            if not batch.done.done():
                raise RuntimeError("the handler of a batch did not acknowledge it")
        except asyncio.CancelledError as error:
            if _is_cancelled():
                raise
            # Not this task but what it waited for was cancelled; every batch after this one would wait for it.
            await self._fail(batch, RuntimeError(f"what the handler of a batch waits for was cancelled: {error!r}"))
        except Exception as error:  # noqa: BLE001 - the agent must see no exception; the delivery fails with it
            await self._fail(batch, error)

    async def _fail(self, batch: Batch, error: Exception) -> None:
        if batch.done.done():
            log.error("a batch of %d is done and could not be counted", len(batch.events), exc_info=error)
            return
        await batch.turn()
        if not self.failed.done():
            self.failed.set_exception(error)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        self._slots.release()


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
