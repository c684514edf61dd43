"""Offsets of partitions that have no leader yet."""

from __future__ import annotations

from typing import Any

import pytest
from kafka import TopicPartition
from kafka.errors import KafkaError

from streams.kafka import offset_bounds
from streams.kafka.offset_bounds import end_offsets, first_offsets

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
