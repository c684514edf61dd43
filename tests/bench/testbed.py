"""The testbed of the streaming benchmarks: a broker, rigs of topics, a feed, and the output."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from streams.contract.topics import RAW
from tests.bench.processes import children
from tests.broker.clusters import Cluster, start_cluster
from tests.broker.topics_fixture import Rig
from tests.support.patience import PATIENCE_SECONDS

LONGEST_SECONDS, POLL_MS = 1800.0, 1500
REAL = dict.fromkeys(
    ("READER", "ROUTES", "MAX_ARTICLE_CHARS", "MAX_MESSAGE_BYTES", "ARTICLE_TIMEOUT_SECONDS", "DEAD_RATIO"), ""
)
"""Default settings of a worker, instead of those that the rigs of tests set."""


@dataclass(slots=True)
class StreamTestbed:
    """A running broker, and a folder for the files of a run."""

    cluster: Cluster
    folder: Path
    broker_pids: list[int]
    _rigs: int = 0

    @contextmanager
    def rig(self, **settings: str) -> Iterator[Rig]:
        """Yield topics for the real reader, or for other settings; the processes end with it."""
        self._rigs += 1
        folder = self.folder / f"rig-{self._rigs}"
        folder.mkdir()
        own = {f"DATELINE_{name}": value for name, value in (REAL | settings).items()}
        with ExitStack() as stack:
            yield Rig(self.cluster, f"bench-{self._rigs}", folder, own, stack)


@contextmanager
def open_testbed(kafka: bool, folder: Path) -> Iterator[StreamTestbed]:
    """Start the embedded broker or Apache Kafka."""
    before = set(children(os.getpid()))
    with ExitStack() as stack:
        cluster = stack.enter_context(start_cluster("kafka" if kafka else "embedded", folder))
        yield StreamTestbed(cluster, folder, [pid for pid in children(os.getpid()) if pid not in before])


class Outputs:
    """The append time in Unix seconds and the key of each message on some topics.

    It polls rarely, to leave the processor to the program that is measured.
    """

    def __init__(self, rig: Rig, *topics: str) -> None:
        names = [rig.topic(topic) for topic in topics]
        self.topic = ", ".join(names)
        self.moments: list[float] = []
        self.seen: list[float] = []
        """When each message was received here, for producers that set other timestamps."""
        self.keys: list[bytes] = []
        self._consumer = KafkaConsumer(
            bootstrap_servers=[rig.cluster.address],
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_min_bytes=1 << 20,
            fetch_max_wait_ms=500,
            fetch_max_bytes=64 << 20,
            max_partition_fetch_bytes=16 << 20,
        )
        self._consumer.assign(
            [
                TopicPartition(name, partition)
                for name in names
                for partition in sorted(self._consumer.partitions_for_topic(name) or ())
            ]
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._consumer.close()

    def watch(self, count: int, alive: Callable[[], bool], within: float = LONGEST_SECONDS) -> None:
        """Read until there are so many messages.

        Raises:
            RuntimeError: they do not come in time, or the program that writes them has ended.
        """
        deadline = time.monotonic() + within
        while len(self.moments) < count:
            if time.monotonic() > deadline or not alive():
                raise RuntimeError(f"{self.topic}: {len(self.moments)} of {count} messages came")
            self.take()

    def drain(self) -> None:
        """Read until no more messages come."""
        while self.take():
            pass

    def take(self) -> int:
        """Read messages that are there or come soon, and return how many."""
        before = len(self.moments)
        for messages in self._consumer.poll(timeout_ms=POLL_MS, max_records=5000).values():
            self.moments += [message.timestamp / 1000 for message in messages]
            self.seen += [time.time()] * len(messages)
            self.keys += [message.key for message in messages]
        return len(self.moments) - before


def publish(rig: Rig, raws: Iterable[bytes], first: int = 0) -> None:
    """Publish raw messages as fast as `raws` gives them, to all partitions in turn; keys are numbered from `first`.

    Raises:
        KafkaError: the broker refused one of the last messages, or all.
    """
    partitions = rig.settings.partitions
    producer = KafkaProducer(
        bootstrap_servers=list(rig.settings.broker),
        enable_idempotence=False,
        max_request_size=16 << 20,
        linger_ms=1,
    )
    try:
        waiting: deque[Any] = deque(maxlen=1000)
        for number, raw in enumerate(raws, first):
            if len(waiting) == waiting.maxlen:
                waiting.popleft().get(timeout=PATIENCE_SECONDS)
            waiting.append(producer.send(rig.topic(RAW), key=b"%d" % number, value=raw, partition=number % partitions))
        for sent in waiting:
            sent.get(timeout=PATIENCE_SECONDS)
    finally:
        producer.close()
