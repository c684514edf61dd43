"""Read topics from the first message on, without a consumer group."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kafka import KafkaConsumer, TopicPartition

from tests.support.patience import PATIENCE_SECONDS

QUIET_SECONDS = 0.7


@dataclass(frozen=True, slots=True)
class Message:
    """One message as a client receives it."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes]]
    time: float = 0.0
    """The timestamp in Unix time."""

    def header(self, name: str) -> str:
        """Return the last header of that name as text."""
        return dict(self.headers)[name].decode()


class TopicConsumer:
    """Collects the messages of some topics."""

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
        """Return the messages of one topic so far, in the order read."""
        return [message for message in self.messages if message.topic == topic]

    def until(self, done: Callable[[], bool], what: str, within: float = PATIENCE_SECONDS) -> None:
        """Read until the condition holds; fail after `within` seconds."""
        deadline = time.monotonic() + within
        while not done():
            assert time.monotonic() < deadline, f"waited {within:.0f} s for {what}: {self._summary()}"
            self._poll(0.2)

    def drain(self) -> None:
        """Read to the end of all topics.

        The end offset that the embedded broker gives precedes its last batch; the high watermark of a fetch is exact.
        """
        ends = self._consumer.end_offsets(self._consumer.assignment())
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._poll(QUIET_SECONDS) or not all(self._is_read(part, end) for part, end in ends.items()):
            assert time.monotonic() < deadline, f"waited for the end of the topics: {self._summary()}"

    def _is_read(self, partition: TopicPartition, end: int) -> bool:
        """Return whether a fetch has given the end of a partition and everything before it is read."""
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
