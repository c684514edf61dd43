"""Partitions of a topic, and their first and end offsets, with a wait for the election of leaders."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import LeaderNotAvailableError

ELECTION_SECONDS = 10.0
"""Maximum seconds to wait for the leader of a partition."""
RETRY_SECONDS = 0.2


T = TypeVar("T")


def topic_partitions(consumer: KafkaConsumer, topic: str) -> list[TopicPartition]:
    """Return the partitions of an existing topic; a broker may not know those of a new one yet.

    Raises:
        LeaderNotAvailableError: no partition becomes known.
    """

    def request() -> list[TopicPartition]:
        numbers = consumer.partitions_for_topic(topic)
        if not numbers:
            raise KeyError(topic)
        return [TopicPartition(topic, number) for number in sorted(numbers)]

    return _retry_election(request)


def first_offsets(consumer: KafkaConsumer, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
    """Return the first offset of each partition.

    Raises:
        LeaderNotAvailableError: a partition has no leader.
    """
    return _retry_election(lambda: consumer.beginning_offsets(partitions))


def end_offsets(consumer: KafkaConsumer, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
    """Return the end offset of each partition, which its next message gets.

    Raises:
        LeaderNotAvailableError: a partition has no leader.
    """
    return _retry_election(lambda: consumer.end_offsets(partitions))


def _retry_election(request: Callable[[], T]) -> T:
    deadline = time.monotonic() + ELECTION_SECONDS
    while True:
        try:
            return request()
        except KeyError as error:
            # kafka-python raises KeyError for a partition that is missing in the broker's answer.
            if time.monotonic() > deadline:
                raise LeaderNotAvailableError(f"no leader of {error}") from error
        time.sleep(RETRY_SECONDS)
