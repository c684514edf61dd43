"""Subscriptions without a broker: which records are returned, which are skipped, and which count as done."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from streams.contract.codec import encode
from streams.contract.errors import Misconfigured
from streams.contract.headers import DEAD_LETTER_HEADERS, Header
from streams.ops.settings import load
from streams.routing.rule import Rule
from streams.subscribe.options import plan
from streams.subscribe.receiver import Receiver
from streams.subscribe.record_types import DeadLetter, record_type
from streams.subscribe.start_position import Start, start_of
from tests.unit.support.happening_records import happening
from tests.unit.support.records import article, event


@dataclass(frozen=True)
class Message:
    """A message of either Kafka client."""

    value: bytes | None
    offset: int = 0
    topic: str = "events"
    partition: int = 0
    timestamp: int = 1000
    key: bytes | None = b"k"
    headers: list[Header] = field(default_factory=list)


def receiver(what: str = "events", **options: Any) -> Receiver[Any]:
    return Receiver(record_type(what), **options)


def given(taken: Receiver[Any]) -> list[Any]:
    """Return all records until more must be fetched."""
    return list(iter(taken.next, None))


def ids(taken: Receiver[Any]) -> list[str]:
    return [record.event_id for record in given(taken)]


def events(*names: str) -> list[Message]:
    return [Message(encode(event(event_id=name)), offset) for offset, name in enumerate(names)]


def test_a_repeat_is_dropped_and_an_amended_event_is_not() -> None:
    """A repeat after a crash differs only in `processed_at`."""
    again = encode(event(event_id="a", processed_at="2025-01-01T00:00:00.000+00:00"))
    amended = encode(event(event_id="a", event_type="COERCE"))
    taken = receiver()
    taken.put([*events("a", "b"), Message(again, 2), Message(amended, 3), Message(amended, 4)])
    assert [(e.event_id, e.event_type) for e in given(taken)] == [
        ("a", "ASSAULT"),
        ("b", "ASSAULT"),
        ("a", "COERCE"),
    ]
    assert taken.done == {("events", 0): 5}


def test_each_version_of_a_happening_is_returned_once() -> None:
    first = happening()
    second = msgspec.structs.replace(first, version=first.version + 1)
    taken = receiver("happenings", where=Rule(type=["ASSAULT"]))
    values = [first, second, first, msgspec.structs.replace(second, event_type="AID", version=9)]
    taken.put(Message(encode(value), offset, "happenings") for offset, value in enumerate(values))
    assert given(taken) == [first, second]


def test_a_filter_chooses_among_happenings_too() -> None:
    assert plan("happenings", {"where": Rule(country=["PAK"]), "settings": load()}).topics == ["happenings"]


def test_so_many_are_remembered_and_no_more() -> None:
    taken = receiver(remember=2)
    taken.put(events("a", "b", "a", "c", "a", "b"))
    assert ids(taken) == ["a", "b", "c", "b"]
    taken = receiver(remember=0)
    taken.put(events("a", "a"))
    assert ids(taken) == ["a", "a"]


def test_a_record_is_done_when_the_next_is_asked_for() -> None:
    taken = receiver()
    taken.put(events("a", "b"))
    taken.next()
    assert taken.done == {}
    taken.next()
    assert taken.done == {("events", 0): 1}
    assert taken.next() is None
    assert taken.done == {("events", 0): 2}


def test_what_does_not_fit_is_passed_over_and_done() -> None:
    taken = receiver(where=Rule(status=["negated"]), since_ms=1000)
    negated = encode(event(event_id="b", status="negated"))
    taken.put([*events("a"), Message(negated, 1), Message(negated, 2, timestamp=999)])
    assert ids(taken) == ["b"]
    assert taken.done == {("events", 0): 3}


@pytest.mark.parametrize("value", [None, b"", b"{}", b"no json", b"\xff", b"[" * 100_000])
def test_what_is_no_event_is_logged_and_passed_over(caplog: pytest.LogCaptureFixture, value: bytes | None) -> None:
    taken = receiver()
    taken.put([Message(value, 7)])
    with caplog.at_level(logging.WARNING):
        assert given(taken) == []
    assert "events/0/7 is skipped" in caplog.text
    assert taken.done == {("events", 0): 8}


def test_what_waits_of_a_partition_that_went_is_forgotten() -> None:
    """Another member reads it now; what was done of it is that member's to commit."""
    taken = receiver()
    taken.put([*events("a", "b"), Message(encode(event(event_id="c")), 5, partition=1)])
    taken.next()
    taken.drop([("events", 0)])
    assert ids(taken) == ["c"]
    assert taken.done == {("events", 1): 6}


def test_outcomes_are_articles_and_dead_letters() -> None:
    why = {"reason": "not_json", "topic": "articles.raw", "partition": "3", "offset": "9", "attempts": "1"}
    headers = [("trace", b"1"), *((name, why.get(name, "x").encode()) for name in DEAD_LETTER_HEADERS)]
    dead = Message(b"\xff", topic="articles.raw.dead", headers=headers)
    taken = receiver("outcomes")
    taken.put([Message(encode(article()), topic="articles.enriched"), dead, dead, Message(b"x", 4, dead.topic)])
    assert given(taken) == [
        article(),
        DeadLetter(
            reason="not_json",
            stage="x",
            exception="x",
            message="x",
            topic="articles.raw",
            partition=3,
            offset=9,
            attempts=1,
            key=b"k",
            value=b"\xff",
            headers=[("trace", b"1")],
        ),
    ]


def test_a_start() -> None:
    assert start_of("newest") == Start()
    assert start_of("oldest") == Start(oldest=True)
    assert start_of("1970-01-02") == start_of(datetime(1970, 1, 2)) == Start(since_ms=86_400_000)
    assert start_of(datetime(1970, 1, 2, tzinfo=UTC)).reset == "earliest"


@pytest.mark.parametrize(
    ("what", "options", "why"),
    [
        ("events", {"start": "yesterday"}, "start 'yesterday'"),
        (
            "enriched",
            {"where": Rule(type=["AID"])},
            "where selects events and happenings; enriched has none",
        ),
        ("outcomes", {"where": Rule(type=["AID"])}, "where selects"),
        ("events", {"remember": -1}, "remember -1"),
    ],
)
def test_wrong_options_are_named(what: str, options: Any, why: str) -> None:
    with pytest.raises(Misconfigured, match=why):
        plan(what, options)


def test_a_route_and_the_prefix() -> None:
    settings = load(topic_prefix="news.")
    assert plan("assault", {"settings": settings, "where": Rule(type=["AID"])}).topics == ["news.events.assault"]
    assert plan("outcomes", {"settings": settings}).topics == ["news.articles.enriched", "news.articles.raw.dead"]
