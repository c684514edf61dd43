"""The end of a topic on a broker that reports it late."""

from __future__ import annotations

import pytest
from kafka import TopicPartition

from streams.contract.errors import Transient
from streams.kafka import topic_reader
from streams.kafka.topic_reader import TopicReader
from streams.ops.settings import Settings

PARTITION = TopicPartition("events", 0)


class SlowBroker:
    """A consumer of a broker whose end offset is the start of the last batch, until a fetch gives the true one."""

    now = 0.0
    """The clock, which only `poll` advances."""

    def __init__(self, answers_after: float) -> None:
        self._answers_after = answers_after

    def partitions_for_topic(self, _: str) -> set[int]:
        return {0}

    def assign(self, _: object) -> None: ...

    def seek(self, *_: object) -> None: ...

    def end_offsets(self, _: object) -> dict[TopicPartition, int]:
        return {PARTITION: 2}

    def poll(self, timeout_ms: int, max_records: int) -> dict[object, object]:
        self.now += timeout_ms / 1000
        return {}

    def highwater(self, _: TopicPartition) -> int | None:
        return 5 if self.now >= self._answers_after else None


def reader(monkeypatch: pytest.MonkeyPatch, answers_after: float) -> TopicReader:
    broker = SlowBroker(answers_after)
    monkeypatch.setattr(topic_reader, "blocking_consumer", lambda *_, **__: broker)
    monkeypatch.setattr(topic_reader, "require", lambda *_: None)
    monkeypatch.setattr(topic_reader, "monotonic", lambda: broker.now)
    return TopicReader(Settings(), "events")


def test_the_end_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a loaded machine the first fetch takes seconds; without waiting, messages of the last batch would be lost."""
    assert reader(monkeypatch, answers_after=8.0).ends() == {PARTITION: 5}


def test_an_end_that_is_not_shown_is_an_error_and_no_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Transient, match="1 partitions did not show their end for 30 s"):
        reader(monkeypatch, answers_after=1e9).ends()
