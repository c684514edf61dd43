"""Reading what is on topics, from the first message on, without a group."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kafka import KafkaConsumer, TopicPartition

from tests.support.patience import PATIENCE_SECONDS

QUIET_SECONDS = 0.7


@dataclass(frozen=True, slots=True)
class Message:
    """One message as a client sees it."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes]]
    time: float = 0.0
    """Unix time of its timestamp."""

    def header(self, name: str) -> str:
        """The last header of that name, as text."""
        return dict(self.headers)[name].decode()


class TopicConsumer:
    """Keeps what was on some topics so far."""

    def __init__(self, address: str, topics: Sequence[str]) -> None:
        self.messages: list[Message] = []
        self._consumer = KafkaConsumer(
            bootstrap_servers=address.split(","),
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=16 << 20,
            fetch_max_bytes=64 << 20,
        )
        self._consumer.assign(
            [TopicPartition(t, p) for t in topics for p in sorted(self._consumer.partitions_for_topic(t) or ())]
        )

    def close(self) -> None:
        """Close the connection."""
        self._consumer.close()

    def of(self, topic: str) -> list[Message]:
        """The messages of one topic so far, in the order read."""
        return [message for message in self.messages if message.topic == topic]

    def until(self, done: Callable[[], bool], what: str, within: float = PATIENCE_SECONDS) -> None:
        """Read on until the condition holds; fails when the time is up."""
        deadline = time.monotonic() + within
        while not done():
            assert time.monotonic() < deadline, f"waited {within:.0f} s for {what}: {self._summary()}"
            self._poll(0.2)

    def drain(self) -> None:
        """Read to the end, and on until nothing more comes.

        The embedded broker gives an end before its last batch; the high watermark of a fetch is the true one.
        """
        ends = self._consumer.end_offsets(self._consumer.assignment())
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._poll(QUIET_SECONDS) or not all(self._is_read(part, end) for part, end in ends.items()):
            assert time.monotonic() < deadline, f"waited for the end of the topics: {self._summary()}"

    def _is_read(self, partition: TopicPartition, end: int) -> bool:
        """Whether a fetch has told where a partition ends, and all is read up to there."""
        watermark = self._consumer.highwater(partition)
        return watermark is not None and self._consumer.position(partition) >= max(end, watermark)

    def _poll(self, seconds: float) -> int:
        batches = self._consumer.poll(timeout_ms=int(seconds * 1000), max_records=5000)
        records = [record for batch in batches.values() for record in batch]
        self.messages += [
            Message(r.topic, r.partition, r.offset, r.key, r.value, [(k, v) for k, v in r.headers], r.timestamp / 1000)
            for r in records
        ]
        return len(records)

    def _summary(self) -> dict[str, int]:
        topics = [message.topic for message in self.messages]
        return {topic: topics.count(topic) for topic in sorted(set(topics))}
