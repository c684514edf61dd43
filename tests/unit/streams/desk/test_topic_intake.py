"""From messages to the store: stored records, skipped and counted messages, and the next start position."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from streams.contract.codec import encode
from streams.desk.desk_health import DeskHealth
from streams.desk.desk_metrics import DeskMetrics
from streams.desk.store.desk_store import DeskStore
from streams.desk.topic_intake import TopicIntake
from streams.ops.settings import Settings
from tests.unit.support.records import event


@dataclass(frozen=True)
class Message:
    """The attributes of a message that the intake uses."""

    value: bytes | None
    offset: int = 0
    topic: str = "events"
    partition: int = 1
    key: bytes | None = b"a-1"
    headers: tuple[tuple[str, bytes], ...] = ()
    timestamp: int = 1_700_000_000_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DeskStore]:
    made = DeskStore(tmp_path / "desk.sqlite")
    yield made
    made.close()


def test_events_are_stored_other_messages_counted_and_both_committed(
    store: DeskStore, caplog: pytest.LogCaptureFixture
) -> None:
    registry = CollectorRegistry()
    written: list[int] = []
    intake = TopicIntake(Settings(), store, DeskMetrics(registry), DeskHealth(), written.append)
    with caplog.at_level(logging.WARNING):
        intake._take([Message(encode(event()), 4), Message(b"\x1b[31m no event", 5), Message(None, 6)])
    assert store.last_seq() == written[-1] == 1
    assert store.positions() == {("events", 1): 7}
    assert registry.get_sample_value("dateline_desk_messages_total", {"topic": "events"}) == 1
    assert registry.get_sample_value("dateline_desk_skipped_total", {"topic": "events"}) == 2
    assert [record.getMessage().split(" is ")[0] for record in caplog.records] == ["events/1/5", "events/1/6"]
    assert "\x1b" not in caplog.text


def test_a_repeated_event_is_stored_once(store: DeskStore) -> None:
    intake = TopicIntake(Settings(), store, DeskMetrics(CollectorRegistry()), DeskHealth(), lambda _: None)
    intake._take([Message(encode(event()), 4)])
    intake._take([Message(encode(event()), 4), Message(encode(event()), 5)])
    assert store.last_seq() == 1
    assert store.positions() == {("events", 1): 6}
