"""What the monitor says of partitions."""

from __future__ import annotations

import logging

import pytest

from agents.worker.monitor import WorkerMonitor
from streams.kafka.lag import PartitionLag


def lag(partition: int, committed: int | None, end: int) -> PartitionLag:
    return PartitionLag("articles.raw", partition, committed, 0, end, max(0, end - (committed or 0)))


def test_a_topic_that_was_made_again_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    monitor = WorkerMonitor.__new__(WorkerMonitor)
    monitor._early = set()
    with caplog.at_level(logging.WARNING):
        monitor._tell_ends([lag(0, 3, 0), lag(1, None, 0), lag(2, 3, 3)])
        monitor._tell_ends([lag(0, 3, 1), lag(1, None, 0), lag(2, 3, 4)])
    (record,) = caplog.records
    assert record.getMessage().startswith("articles.raw[0] ends at 0, before the committed offset 3")
    monitor._tell_ends([lag(0, 4, 4)])
    monitor._tell_ends([lag(0, 4, 0)])
    assert len(caplog.records) == 2, "again after it was right"
