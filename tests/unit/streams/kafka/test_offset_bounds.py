"""Partitions that have no leader yet, or are not known yet."""

from __future__ import annotations

from typing import Any

import pytest
from kafka import TopicPartition
from kafka.errors import KafkaError

from streams.kafka import offset_bounds
from streams.kafka.offset_bounds import end_offsets, first_offsets, topic_partitions

PARTITION = TopicPartition("events", 0)


class Electing:
    """A consumer that fails as kafka-python does while a partition has no leader."""

    def __init__(self, failures: float) -> None:
        self.failures = failures

    def end_offsets(self, partitions: Any) -> dict[TopicPartition, int]:
        self.failures -= 1
        if self.failures >= 0:
            raise KeyError(partitions[0])
        return dict.fromkeys(partitions, 5)

    beginning_offsets = end_offsets


@pytest.mark.parametrize("ask", [first_offsets, end_offsets])
def test_a_leader_that_is_elected_meanwhile(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offset_bounds, "RETRY_SECONDS", 0)
    assert ask(Electing(2), [PARTITION]) == {PARTITION: 5}


@pytest.mark.parametrize("ask", [first_offsets, end_offsets])
def test_no_leader(ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offset_bounds, "ELECTION_SECONDS", 0)
    with pytest.raises(KafkaError, match="events"):
        ask(Electing(float("inf")), [PARTITION])


class Creating:
    """A consumer of a broker that learns of the partitions of a new topic after some requests."""

    def __init__(self, requests: float) -> None:
        self.requests = requests

    def partitions_for_topic(self, _: str) -> set[int] | None:
        self.requests -= 1
        return None if self.requests >= 0 else {1, 0}


def test_partitions_that_become_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before, a reader of a topic that was created just then had no partitions and never read any message."""
    monkeypatch.setattr(offset_bounds, "RETRY_SECONDS", 0)
    assert topic_partitions(Creating(2), "events") == [TopicPartition("events", 0), TopicPartition("events", 1)]


def test_no_partitions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offset_bounds, "ELECTION_SECONDS", 0)
    with pytest.raises(KafkaError, match="events"):
        topic_partitions(Creating(float("inf")), "events")
