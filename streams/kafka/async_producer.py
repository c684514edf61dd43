"""Durable publishing for workers: idempotent, acknowledged by all replicas, retried until it succeeds."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from aiokafka.errors import KafkaError, MessageSizeTooLargeError

from streams.kafka.aiokafka_internals import Producer
from streams.kafka.messages import OutgoingMessage
from streams.kafka.security import client_options
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.2, 10.0
"""Back-off between retries in seconds: doubles from the first to the longest."""
STOP_SECONDS = 5.0
"""Seconds that a failed producer may continue to send messages of other batches."""
NO_LIMIT = 2**31 - 1
UNSENDABLE = (MessageSizeTooLargeError, AssertionError, ValueError, TypeError)
"""Errors caused by the message itself, for which a retry cannot succeed."""


class AsyncProducer:
    """An idempotent producer that retries indefinitely.

    Faust's own `topic.send` is not used for output: it logs a failed send and continues (see `delivery`).
    """

    def __init__(
        self,
        settings: Settings,
        on_retry: Callable[[], None] = lambda: None,
        on_confirmed: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        """`on_retry` is called for each retry, `on_confirmed` with the seconds that a batch took."""
        self._settings, self._on_retry, self._on_confirmed = settings, on_retry, on_confirmed
        self._producer: Producer | None = None
        self._restart = asyncio.Lock()
        self._retrying = 0

    @property
    def failing(self) -> bool:
        """Whether messages currently cannot be published; the worker is then not ready."""
        return self._retrying > 0

    async def stop(self) -> None:
        """Close the connection."""
        if self._producer is not None:
            producer, self._producer = self._producer, None
            await producer.stop()

    async def publish(self, messages: Sequence[OutgoingMessage]) -> None:
        """Return when the broker has confirmed every message; retry indefinitely."""
        started = time.monotonic()
        waiting, error = await self._attempt(list(messages))
        if error is not None:
            await self._retry(waiting, error)
        self._on_confirmed(time.monotonic() - started)

    async def _retry(self, waiting: list[OutgoingMessage], error: BaseException | None) -> None:
        """Retry unconfirmed messages until they are confirmed; log when this begins and ends."""
        if not self._retrying:
            log.error("cannot publish to %s: %r; messages are kept and retried", _topics(waiting), error)
        self._retrying += 1
        try:
            wait = FIRST_WAIT_SECONDS
            while error is not None:
                self._on_retry()
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT_SECONDS)
                topics = _topics(waiting)
                waiting, error = await self._attempt(waiting)
        finally:
            self._retrying -= 1
        if not self._retrying:
            log.info("publishing to %s again", topics)

    async def _try(self, messages: list[OutgoingMessage]) -> tuple[list[OutgoingMessage], BaseException | None]:
        """Send once; return the unconfirmed messages and the error."""
        if not messages:
            return [], None
        producer: Producer | None = None
        try:
            producer = await self._connected()
            async with asyncio.timeout(self._settings.publish_timeout_seconds):
                results = await asyncio.gather(
                    *(self._send(producer, message) for message in messages), return_exceptions=True
                )
        except (KafkaError, OSError, TimeoutError) as error:
            await self._reset(producer)
            return messages, error
        failed = _unconfirmed(messages, results)
        errors = [r for r in results if isinstance(r, BaseException)]
        for bug in errors:
            if not isinstance(bug, (KafkaError, OSError, TimeoutError, *UNSENDABLE)):
                raise bug
        if errors:
            # After a failed send the sequence numbers of an idempotent producer may have a gap; a new one has none.
            await self._reset(producer)
        return failed, next((e for e in errors if isinstance(e, UNSENDABLE)), errors[0] if errors else None)

    async def _attempt(self, messages: list[OutgoingMessage]) -> tuple[list[OutgoingMessage], BaseException | None]:
        """Send once; return unconfirmed messages and the error. An unsendable message is replaced by its `instead`."""
        waiting, error = await self._try(messages)
        if not isinstance(error, UNSENDABLE):
            return waiting, error
        if len(waiting) == 1:
            others = _replacement(waiting[0], error)
            return (waiting, error) if others is None else await self._attempt(others)
        # The broker rejects a batch as a whole: send each message in a separate batch.
        left: list[OutgoingMessage] = []
        for message in waiting:
            unsent, why = await self._attempt([message])
            left += unsent
            error = why or error
        return left, error if left else None

    async def _send(self, producer: Producer, message: OutgoingMessage) -> None:
        confirmed = await producer.send(
            message.topic,
            key=message.key,
            value=message.value,
            headers=list(message.headers),
            partition=message.partition,
        )
        await confirmed

    async def _connected(self) -> Producer:
        async with self._restart:
            if self._producer is None:
                producer = Producer(
                    **client_options(self._settings),
                    acks="all",
                    enable_idempotence=self._settings.idempotence,
                    # The broker enforces the limit of each topic. A dead letter is as large as its message, which may
                    # exceed the worker's own limit.
                    max_request_size=NO_LIMIT,
                    request_timeout_ms=int(self._settings.publish_timeout_seconds * 1000),
                )
                try:
                    await producer.start()
                except BaseException:
                    await producer.stop()
                    raise
                self._producer = producer
            return self._producer

    async def _reset(self, failed: Producer | None) -> None:
        """Discard a failed producer, so that the next try makes a new one, unless another try has done so already."""
        async with self._restart:
            newer = self._producer is not failed
            if newer or failed is None:
                return
            self._producer = None
        try:
            await failed.stop_within(STOP_SECONDS)
        except (KafkaError, OSError) as error:
            log.debug("closing a failed producer: %r", error)


def _unconfirmed(messages: Sequence[OutgoingMessage], results: Sequence[object]) -> list[OutgoingMessage]:
    """Return the messages that failed, and those after them in the same partition, if the messages name it.

    These are sent again in the same order, so that the last record of a key is still the last one: Kafka keeps that.
    """
    failed: set[tuple[str, int | None]] = set()
    unconfirmed = []
    for message, result in zip(messages, results, strict=True):
        place = message.topic, message.partition
        if isinstance(result, BaseException):
            failed.add(place)
            unconfirmed.append(message)
        elif message.partition is not None and place in failed:
            unconfirmed.append(message)
    return unconfirmed


def _replacement(message: OutgoingMessage, error: BaseException) -> list[OutgoingMessage] | None:
    """Return the replacement of a message that cannot be sent, which may be empty; None if it has to be retried.

    Raises:
        Exception: the given error, if it is not a Kafka error: a bug.
    """
    if message.instead is None and not message.optional:
        if not isinstance(error, KafkaError):
            raise error
        return None
    what = "published instead: its dead letter or stub" if message.instead else "left out"
    log.warning("%d bytes do not fit into %s (%r); %s", len(message.value or b""), message.topic, error, what)
    return [message.instead] if message.instead else []


def _topics(messages: Sequence[OutgoingMessage]) -> str:
    return ", ".join(sorted({message.topic for message in messages}))
