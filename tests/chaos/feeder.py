"""Feed numbered articles during faults, and record which of them the broker has confirmed."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Sequence

from kafka import KafkaProducer
from kafka.errors import KafkaError

from streams.contract.errors import Reason
from tests.chaos.articles import article, identity, poison

GIVE_UP_SECONDS = 150
MOST_WAITING_SECONDS = 60
"""The feeder pauses while the articles of this many seconds have no outcome: a slow machine must keep up."""
PAUSE_SECONDS = 1.0


class Feeder:
    """A thread that publishes to one topic between `start` and `stop`."""

    def __init__(
        self,
        brokers: Sequence[str],
        topic: str,
        rate: float,
        idempotent: bool,
        missing: Callable[[set[str]], set[str]],
    ) -> None:
        """`missing` returns which of some articles have no outcome yet."""
        self._topic, self._rate, self._missing = topic, rate, missing
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
        """The confirmed articles by id: the message and, if it is planted, the reason of its dead letter."""
        self._sent: set[str] = set()
        self.failures: list[str] = []
        """Failed sends. It is unknown whether their articles are on the topic."""
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feeder", daemon=True)

    def start(self) -> None:
        """Start feeding."""
        self._thread.start()

    def plant(self, mark: str, reason: Reason) -> None:
        """Feed a planted article now."""
        number = next(self._numbers)
        self._send(number, poison(number, mark), reason)

    def sent(self) -> set[str]:
        """Return the ids of all articles sent so far, confirmed or not."""
        with self._lock:
            return set(self._sent)

    def stop(self) -> None:
        """Stop feeding, and wait until all that was sent is confirmed."""
        self._stopping.set()
        self._thread.join()
        self._producer.flush(GIVE_UP_SECONDS)
        self._producer.close(5)

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stopping.wait(max(0.0, due - time.monotonic())):
            if len(self._missing(self.sent())) > self._rate * MOST_WAITING_SECONDS:
                due = time.monotonic() + PAUSE_SECONDS
                continue
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
