"""How a partition's happenings are restored, and the offset at which work resumes."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest

from agents.worker.happening_state import (
    OFFSET_HEADER,
    TIME_HEADER,
    EarlierMessage,
    PartitionState,
    Published,
    PublishedRecords,
    earlier_message,
)
from streams.contract.codec import encode
from streams.contract.happening import Happening
from streams.ops.settings import Settings
from tests.unit.support.happening_records import copy, happening
from tests.unit.support.news_events import place

DEEP = b'{"x": ' + b"[" * 5000 + b"]" * 5000 + b"}"


@dataclass(frozen=True)
class Message:
    """The attributes of a message that the code uses."""

    value: bytes
    offset: int = 0
    timestamp: float = 0.0
    headers: tuple[tuple[str, bytes], ...] = ()
    topic: str = "happenings"
    partition: int = 0


def record(made: Happening, offset: int, time: float) -> Message:
    headers = ((OFFSET_HEADER, str(offset).encode()), (TIME_HEADER, str(time).encode()))
    return Message(encode(made), headers=headers)


def read_back(*records: Message, earlier: list[EarlierMessage], before: int) -> PartitionState:
    published = PublishedRecords()
    for message in records:
        published.add(message)
    return published.state(Settings(), earlier, before)


def test_it_continues_at_the_message_of_the_last_record() -> None:
    earlier = [EarlierMessage(offset, 100.0 + offset, None) for offset in range(5)]
    state = read_back(record(happening(), 2, 102.0), record(happening(), 4, 104.0), earlier=earlier, before=2)
    assert len(state.joining.store) == 1
    assert [offset for offset in range(6) if state.is_done(Message(b"", offset, 100.0 + offset))] == [0, 1, 2, 3]


def test_a_version_that_an_older_one_follows_is_published_again() -> None:
    """A worker that was frozen wrote an old version after the new owner's: Kafka would keep only the old one."""
    old = happening()
    new = msgspec.structs.replace(old, version=old.version + 2)
    between = msgspec.structs.replace(old, version=old.version + 1)
    other = happening(event_id="ev-other")
    records = [record(old, 1, 101.0), record(new, 4, 104.0), record(other, 5, 105.0), record(between, 2, 102.0)]
    state = read_back(*records, earlier=[], before=6)
    assert state.displaced == [Published(new, 4, 104.0)]
    assert read_back(*records, records[1], earlier=[], before=6).displaced == []
    assert {held.happening.version for held in state.joining.store} == {new.version, other.version}


def test_a_clock_that_is_ahead_makes_no_message_be_done_twice() -> None:
    """A message that changed nothing, sent by a machine an hour ahead, lies before the last that changed something."""
    earlier = [EarlierMessage(0, 100.0, None), EarlierMessage(1, 3700.0, None), EarlierMessage(2, 101.0, None)]
    state = read_back(record(happening(), 0, 100.0), record(happening(), 2, 101.0), earlier=earlier, before=0)
    assert state.is_done(Message(b"", 1, 3700.0))
    assert not state.is_done(Message(b"", 2, 101.0))


def test_the_last_by_offset_counts_whatever_its_time() -> None:
    earlier = [EarlierMessage(0, 3700.0, None), EarlierMessage(1, 101.0, None)]
    state = read_back(record(happening(), 0, 3700.0), record(happening(), 1, 101.0), earlier=earlier, before=0)
    assert state.is_done(Message(b"", 0, 3700.0))


def test_a_recreated_topic_is_read_from_the_groups_offset() -> None:
    earlier = [EarlierMessage(offset, 900.0 + offset, None) for offset in range(5)]
    state = read_back(record(happening(), 4, 104.0), earlier=earlier, before=1)
    assert not any(state.is_done(Message(b"", offset, 900.0 + offset)) for offset in range(1, 5))


def test_a_message_handled_here_is_not_repeated() -> None:
    state = read_back(earlier=[], before=0)
    for message in (Message(b"", 0, 100.0), Message(b"", 1, 99.0)):
        assert not state.is_done(message)
        state.mark_done(message)
        assert state.is_done(message)


def test_copies_between_what_is_acknowledged_and_what_is_done_are_awaited() -> None:
    """Its message is skipped, and its original may still come."""
    earlier = [EarlierMessage(0, 100.0, copy("c1", "late")), EarlierMessage(1, 101.0, None)]
    state = read_back(record(happening(), 1, 101.0), earlier=earlier, before=0)
    assert "late" in state.joining._waiting


NO_RECORDS = (b"{", b"null", b'{"happening_id": "\xff"}', b'{"copy": {"article_id": "\xff"}}', b"", DEEP)


@pytest.mark.parametrize("value", NO_RECORDS)
def test_invalid_happenings_are_skipped(value: bytes) -> None:
    assert len(read_back(Message(value), earlier=[], before=0).joining.store) == 0


REPORT = msgspec.structs.replace(happening().reports[0], location=place("Nowhere", lat=1e308, lon=0.0))
NOWHERE = msgspec.structs.replace(happening(), reports=[REPORT])


def test_a_happening_that_cannot_be_loaded_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    """Its schema is right and its content is not: the others are loaded."""
    bad = msgspec.structs.replace(NOWHERE, happening_id="hp-bad")
    state = read_back(record(bad, 0, 100.0), record(happening(), 1, 101.0), earlier=[], before=2)
    assert [held.happening for held in state.joining.store] == [happening()]
    assert "left out, the happening hp-bad" in caplog.text


@pytest.mark.parametrize("value", NO_RECORDS)
def test_what_is_no_input_has_no_copy(value: bytes) -> None:
    assert earlier_message(Message(value, 7, 2000.0)) == EarlierMessage(7, 2.0, None)
