"""First and end offsets of partitions, with a wait for the election of leaders."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import LeaderNotAvailableError

ELECTION_SECONDS = 10.0
"""Maximum seconds to wait for the leader of a partition."""
RETRY_SECONDS = 0.2


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


def _retry_election(request: Callable[[], dict[TopicPartition, int]]) -> dict[TopicPartition, int]:
    deadline = time.monotonic() + ELECTION_SECONDS
    while True:
        try:
            return request()
        except KeyError as error:
            # kafka-python raises KeyError for a partition that is missing in the broker's answer.
            if time.monotonic() > deadline:
                raise LeaderNotAvailableError(f"no offset of {error}") from error
        time.sleep(RETRY_SECONDS)
