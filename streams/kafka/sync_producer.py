"""Publishing from commands: idempotent, acknowledged by all replicas, every send confirmed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Self

from kafka import KafkaProducer
from kafka.errors import KafkaTimeoutError, MessageSizeTooLargeError

from streams.contract.errors import Reason, Unreadable
from streams.contract.headers import Header
from streams.kafka.admin import CONNECT_MS, require, translate_connection_errors
from streams.kafka.security import client_options
from streams.ops.settings import Settings

IN_FLIGHT, IN_FLIGHT_BYTES = 1000, 16 * 1024 * 1024
"""Maximum unconfirmed messages and bytes; `send` waits while they are exceeded."""


DeliveryCallback = Callable[[int, int], None] | None
"""Called with the partition and the offset of a message once the broker has confirmed it."""

CLOSE_SECONDS = 2.0
"""Seconds that unconfirmed sends may delay closing."""


class _Producer(KafkaProducer):  # type: ignore[misc]
    """A producer that closes even if sends do not finish; kafka-python's would leave its thread and connections."""

    def flush(self, timeout: float | None = None) -> None:
        with suppress(KafkaTimeoutError):
            super().flush(timeout)


class SyncProducer:
    """Producer for one topic, as a context manager. Call `finish` before leaving it to wait for confirmations.

    Raises:
        Misconfigured: the topic does not exist.
        Transient: no broker answers, or a send was not confirmed within `DATELINE_PUBLISH_TIMEOUT_SECONDS`.
            Messages after the last confirmed one may have been written; it is safe to send them again.
    """

    def __init__(self, settings: Settings, topic: str) -> None:
        self._settings, self._topic = settings, topic
        self._waiting: deque[tuple[Any, int, DeliveryCallback]] = deque()
        self._bytes = 0
        self.confirmed = 0
        """Messages that the broker has confirmed."""
        self.partitions: set[int] = set()
        """Partitions that messages were written to."""
        require(settings, topic)
        timeout_ms = int(settings.publish_timeout_seconds * 1000)
        with translate_connection_errors(settings):
            self._producer = _Producer(
                **client_options(settings),
                acks="all",
                enable_idempotence=True,
                max_request_size=settings.max_message_bytes,
                bootstrap_timeout_ms=CONNECT_MS,
                max_block_ms=timeout_ms,
                request_timeout_ms=timeout_ms * 2 // 3,
                delivery_timeout_ms=timeout_ms,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        with translate_connection_errors(self._settings):
            self._producer.close(timeout=CLOSE_SECONDS)

    def send(
        self,
        key: bytes | None,
        value: bytes | None,
        headers: Sequence[Header] = (),
        on_delivery: DeliveryCallback = None,
    ) -> None:
        """Send a message; wait if too many are unconfirmed. `on_delivery` is called during a later call.

        Raises:
            Unreadable: it is larger than the settings allow, or has neither key nor value; nothing is sent.
        """
        if key is None and value is None:
            raise Unreadable(Reason.EMPTY_MESSAGE, "it has neither key nor value, which this client cannot send")
        size = len(value or b"")
        while self._waiting and (len(self._waiting) >= IN_FLIGHT or self._bytes + size > IN_FLIGHT_BYTES):
            self._confirm()
        with translate_connection_errors(self._settings):
            try:
                future = self._producer.send(self._topic, key=key, value=value, headers=list(headers))
            except MessageSizeTooLargeError as error:
                limit = self._settings.max_message_bytes
                text = f"{size} bytes; DATELINE_MAX_MESSAGE_BYTES is {limit}"
                raise Unreadable(Reason.MESSAGE_TOO_LARGE, text) from error
        self._waiting.append((future, size, on_delivery))
        self._bytes += size

    def finish(self) -> None:
        """Return when every message is confirmed."""
        while self._waiting:
            self._confirm()

    def _confirm(self) -> None:
        future, size, on_delivery = self._waiting.popleft()
        self._bytes -= size
        with translate_connection_errors(self._settings):
            place = future.get(timeout=2 * self._settings.publish_timeout_seconds)
        self.partitions.add(place.partition)
        self.confirmed += 1
        if on_delivery is not None:
            on_delivery(place.partition, place.offset)
