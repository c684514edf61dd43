"""How far a consumer group is behind, partition by partition, as the broker sees it."""

from __future__ import annotations

import time
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

from streams.kafka.security import client_options
from streams.ops.settings import Settings

ANSWER_SECONDS = 10.0
"""A broker that has not answered for so long does not answer."""
RETRY_SECONDS = 0.2
_ELECTED_SOON = (CoordinatorNotAvailableError, CoordinatorLoadInProgressError, NotCoordinatorError)
"""A cluster that has just started, or lost a broker, names no coordinator of a group for some seconds."""


@dataclass(frozen=True, slots=True)
class PartitionLag:
    """Offsets of one partition; `committed` None where the group has not committed there."""

    topic: str
    partition: int
    committed: int | None
    start: int
    end: int

    @property
    def messages(self) -> int:
        """Messages that the group has still to take.

        The embedded broker gives as `end` the start of the last record batch, so a commit may lie beyond it.
        """
        return max(0, self.end - max(self.committed or 0, self.start))


class LagReader:
    """Asks the broker; keeps its connections until closed, and makes new ones after a failure.

    Blocking: call it from a thread.
    """

    def __init__(self, settings: Settings) -> None:
        self._arguments: dict[str, Any] = client_options(settings) | {"request_timeout_ms": int(ANSWER_SECONDS * 1000)}
        self._group = settings.group
        self._connections: tuple[KafkaAdminClient, KafkaConsumer] | None = None

    def close(self) -> None:
        """Close the connections."""
        if self._connections is not None:
            connections, self._connections = self._connections, None
            for connection in connections:
                connection.close()

    def read(self, topics: Iterable[str]) -> list[PartitionLag]:
        """The lag of every partition of these topics (full names), in order.

        Raises:
            KafkaError, OSError: the broker does not answer.
        """
        try:
            return self._read(topics)
        except (KafkaError, OSError):
            self.close()
            raise

    def _read(self, topics: Iterable[str]) -> list[PartitionLag]:
        if self._connections is None:
            arguments = self._arguments
            self._connections = KafkaAdminClient(**arguments), KafkaConsumer(**arguments, enable_auto_commit=False)
        admin, consumer = self._connections
        partitions = [
            TopicPartition(topic, number)
            for topic in topics
            for number in sorted(consumer.partitions_for_topic(topic) or ())
        ]
        starts = consumer.beginning_offsets(partitions)
        ends = consumer.end_offsets(partitions)
        committed = self._committed(admin, partitions)
        return [
            PartitionLag(tp.topic, tp.partition, _offset(committed.get(tp)), starts[tp], ends[tp]) for tp in partitions
        ]

    def _committed(self, admin: KafkaAdminClient, partitions: Sequence[TopicPartition]) -> Mapping[Any, Any]:
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            try:
                return dict(admin.list_group_offsets({self._group: partitions})[self._group])
            except _ELECTED_SOON:
                if time.monotonic() > deadline:
                    raise
                time.sleep(RETRY_SECONDS)


def _offset(committed: Any) -> int | None:
    return committed.offset if committed is not None and committed.offset >= 0 else None
