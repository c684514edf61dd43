"""Lag of a consumer group per partition, as the number of messages that it can still read.

The difference of two offsets is not that number: transactions add control records, aborted ones leave messages that are
not read, compaction and retention leave gaps, and the embedded broker reports the start of the last batch as the end.
So messages after the committed offset are read and counted, within a time limit.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    KafkaError,
    NotCoordinatorError,
)

from streams.kafka.consumers import blocking_consumer
from streams.kafka.embedded_broker import is_embedded
from streams.kafka.offset_bounds import end_offsets, first_offsets
from streams.kafka.security import client_options
from streams.ops.settings import Settings

ANSWER_SECONDS = 10.0
"""Seconds after which a broker counts as not answering."""
LOOK_SECONDS, COUNT_SECONDS = 1.0, 5.0
"""Maximum seconds to check whether there is a message, and to count all of them."""
RETRY_SECONDS = 0.2
POLL_MS = 100
FETCH_BYTES = 65_536
"""Bytes per partition and fetch; the broker sends a larger batch whole."""
_ELECTED_SOON = (CoordinatorNotAvailableError, CoordinatorLoadInProgressError, NotCoordinatorError)
"""Errors for the first seconds after a cluster starts or loses a broker, before it has a group coordinator."""


@dataclass(frozen=True, slots=True)
class PartitionLag:
    """Offsets and lag of one partition; `committed` is None if the group has not committed there."""

    topic: str
    partition: int
    committed: int | None
    start: int
    end: int
    messages: int
    """Messages that the group can still read; those beyond the time limit are estimated from offsets."""


class LagReader:
    """Reads lag from the broker; keeps its connections until closed, and opens new ones after a failure.

    Blocking: call it from a thread.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._connections: tuple[KafkaAdminClient, KafkaConsumer] | None = None
        self._embedded = False

    def close(self) -> None:
        """Close the connections."""
        if self._connections is not None:
            connections, self._connections = self._connections, None
            for connection in connections:
                connection.close()

    def read(self, topics: Iterable[str], *, count: bool = True) -> list[PartitionLag]:
        """Return the lag of every partition of these topics (full names), in order.

        Args:
            count: count the messages for up to `COUNT_SECONDS`; otherwise only check whether there are any, which takes
                one fetch if there are.

        Raises:
            KafkaError, OSError: the broker does not answer.
        """
        try:
            return self._read(topics, count)
        except (KafkaError, OSError):
            self.close()
            raise

    def topic_ids(self, topics: Sequence[str]) -> dict[str, str]:
        """Return the cluster's id of each topic; it changes if a topic is re-created. Missing topics are left out.

        Raises:
            KafkaError, OSError: the broker does not answer.
        """
        try:
            described = self._connected()[0].describe_topics(list(topics))
        except (KafkaError, OSError):
            self.close()
            raise
        return {entry["name"]: str(entry["topic_id"]) for entry in described if entry["topic_id"]}

    def _read(self, topics: Iterable[str], count: bool) -> list[PartitionLag]:
        admin, consumer = self._connected()
        partitions = [
            TopicPartition(topic, number)
            for topic in topics
            for number in sorted(consumer.partitions_for_topic(topic) or ())
        ]
        starts, ends = first_offsets(consumer, partitions), end_offsets(consumer, partitions)
        committed = {tp: _offset(at) for tp, at in self._committed(admin, partitions).items()}
        begin = {tp: max(committed.get(tp) or 0, starts[tp]) for tp in partitions}
        counted, reached, ends = self._count(consumer, begin, ends, count)
        return [
            PartitionLag(
                tp.topic,
                tp.partition,
                committed.get(tp),
                starts[tp],
                ends[tp],
                counted[tp] + max(0, ends[tp] - reached[tp]),
            )
            for tp in partitions
        ]

    def _connected(self) -> tuple[KafkaAdminClient, KafkaConsumer]:
        if self._connections is None:
            options = {"request_timeout_ms": int(ANSWER_SECONDS * 1000)}
            admin = KafkaAdminClient(**client_options(self._settings) | options)
            # A group's offset may be before the first message, or after the last of a re-created topic.
            consumer = blocking_consumer(
                self._settings,
                **options,
                auto_offset_reset="earliest",
                max_partition_fetch_bytes=FETCH_BYTES,
                fetch_max_wait_ms=POLL_MS,
            )
            self._connections = admin, consumer
            self._embedded = is_embedded(self._settings, admin)
        return self._connections

    def _count(
        self, consumer: KafkaConsumer, begin: Mapping[Any, int], ends: dict[Any, int], count: bool
    ) -> tuple[Counter[Any], dict[Any, int], dict[Any, int]]:
        """Read from `begin`; return messages per partition, the offsets counted up to, and the true ends."""
        counted: Counter[Any] = Counter()
        reached = dict(begin)
        # The end that the embedded broker reports may be before the committed offset.
        ends = {tp: max(end, begin[tp]) if self._embedded else end for tp, end in ends.items()}
        unknown = {tp for tp, offset in begin.items() if self._embedded or offset < ends[tp]}
        consumer.assign(sorted(unknown))
        for tp in unknown:
            consumer.seek(tp, begin[tp])
        deadline = time.monotonic() + (COUNT_SECONDS if count else LOOK_SECONDS)
        while unknown and time.monotonic() < deadline:
            for tp, messages in consumer.poll(timeout_ms=POLL_MS).items():
                counted[tp] += sum(begin[tp] <= message.offset for message in messages)
            for tp in list(unknown):
                reached[tp] = max(reached[tp], consumer.position(tp))
                watermark = consumer.highwater(tp) if self._embedded else None
                ends[tp] = max(ends[tp], watermark or 0)
                known = watermark is not None or not self._embedded
                if (known and reached[tp] >= ends[tp]) or (counted[tp] and not count):
                    unknown.remove(tp)
                    consumer.pause(tp)
        consumer.assign([])
        return counted, reached, ends

    def _committed(self, admin: KafkaAdminClient, partitions: Sequence[TopicPartition]) -> Mapping[Any, Any]:
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            try:
                return dict(admin.list_group_offsets({self._settings.group: partitions})[self._settings.group])
            except _ELECTED_SOON:
                if time.monotonic() > deadline:
                    raise
                time.sleep(RETRY_SECONDS)


def _offset(committed: Any) -> int | None:
    return committed.offset if committed is not None and committed.offset >= 0 else None
