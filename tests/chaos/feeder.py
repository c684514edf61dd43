"""Feeds numbered articles at a steady rate, whatever breaks, and knows which of them the broker has confirmed."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Sequence

from kafka import KafkaProducer
from kafka.errors import KafkaError

from streams.contract.errors import Reason
from tests.chaos.articles import article, identity, poison

GIVE_UP_SECONDS = 150


class Feeder:
    """A thread that publishes to one topic from `start` to `stop`."""

    def __init__(self, brokers: Sequence[str], topic: str, rate: float, idempotent: bool) -> None:
        self._topic, self._rate = topic, rate
        self._producer = KafkaProducer(
            bootstrap_servers=list(brokers),
            acks="all",
            enable_idempotence=idempotent,
            request_timeout_ms=4000,
            reconnect_backoff_max_ms=500,
            delivery_timeout_ms=GIVE_UP_SECONDS * 1000,
            max_block_ms=GIVE_UP_SECONDS * 1000,
            metadata_max_age_ms=3000,
        )
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self.fed: dict[str, tuple[bytes, Reason | None]] = {}
        """By id, all that the broker has confirmed: the message, and why it must die where it is planted."""
        self._sent: set[str] = set()
        self.failures: list[str] = []
        """Sends that were given up: articles of which it is not known whether they are there."""
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feeder", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def plant(self, mark: str, reason: Reason) -> None:
        """Feed a poisoned article now."""
        number = next(self._numbers)
        self._send(number, poison(number, mark), reason)

    def sent(self) -> set[str]:
        """Ids of all that was handed to the broker by now, confirmed or not yet."""
        with self._lock:
            return set(self._sent)

    def stop(self) -> None:
        """Feed no more, and wait until all that was sent is confirmed."""
        self._stopping.set()
        self._thread.join()
        self._producer.flush(GIVE_UP_SECONDS)
        self._producer.close(5)

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stopping.wait(max(0.0, due - time.monotonic())):
            number = next(self._numbers)
            self._send(number, *article(number))
            due = max(due + 1 / self._rate, time.monotonic() - 1)

    def _send(self, number: int, raw: bytes, reason: Reason | None) -> None:
        name = identity(number)

        def note(_: object) -> None:
            with self._lock:
                self.fed[name] = raw, reason

        with self._lock:
            self._sent.add(name)
        try:
            future = self._producer.send(self._topic, key=name.encode(), value=raw)
        except KafkaError as error:
            self.failures.append(f"{name}: {error!r}")
        else:
            future.add_callback(note)
            future.add_errback(lambda error: self.failures.append(f"{name}: {error!r}"))
