"""Log lines and checks of the monitor about partitions."""

from __future__ import annotations

import logging

import pytest
from faust.exceptions import ConsumerNotStarted

from agents.worker.monitor import WorkerMonitor
from streams.contract.errors import DatelineError
from streams.kafka.lag import PartitionLag


def lag(partition: int, committed: int | None, end: int) -> PartitionLag:
    return PartitionLag("articles.raw", partition, committed, 0, end, max(0, end - (committed or 0)))


def test_a_recreated_topic_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    monitor = WorkerMonitor.__new__(WorkerMonitor)
    monitor._early = set()
    with caplog.at_level(logging.WARNING):
        monitor._log_early_ends([lag(0, 3, 0), lag(1, None, 0), lag(2, 3, 3)])
        monitor._log_early_ends([lag(0, 3, 1), lag(1, None, 0), lag(2, 3, 4)])
    (record,) = caplog.records
    assert record.getMessage().startswith("articles.raw[0] ends at 0, before the committed offset 3")
    monitor._log_early_ends([lag(0, 4, 4)])
    monitor._log_early_ends([lag(0, 4, 0)])
    assert len(caplog.records) == 2, "again after it was right"


class Consumer:
    """Records the topics to restart."""

    def __init__(self) -> None:
        self.consumer, self.told = self, list[str]()

    async def reset_offsets(self, topics: list[str]) -> None:
        self.told += topics


async def test_a_topic_with_another_id_ends_the_worker(caplog: pytest.LogCaptureFixture) -> None:
    """A missing topic is reported once; it may return with the same id, after a broker with older metadata."""
    monitor = WorkerMonitor.__new__(WorkerMonitor)
    monitor._ids, monitor._gone, monitor._app = {}, set(), Consumer()
    with caplog.at_level(logging.WARNING):
        await monitor._check_ids({"articles.raw": "a", "events": "b"})
        for _ in range(2):
            await monitor._check_ids({"events": "b"})
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["topic articles.raw is missing"]
    await monitor._check_ids({"articles.raw": "a", "events": "b"})
    with pytest.raises(DatelineError, match=r"^articles\.raw was deleted and created again: restart the worker"):
        await monitor._check_ids({"articles.raw": "c", "events": "b"})
    assert monitor._app.told == ["articles.raw"]


class StartingConsumer:
    """Faust's consumer before its thread has started."""

    def __init__(self) -> None:
        self.consumer = self

    def assignment(self) -> set[object]:
        raise ConsumerNotStarted("Consumer thread not yet started")


def test_a_consumer_that_is_still_starting_has_no_partitions() -> None:
    """Otherwise the monitor failed, and the worker ended or was never ready."""
    monitor = WorkerMonitor.__new__(WorkerMonitor)
    monitor._app = StartingConsumer()
    assert monitor._assignment() == set()
