"""`subscribe` and `subscribe_async` on a real broker: both give the same."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import uuid4

import pytest

from streams.cluster import create_topics
from streams.codec import encode
from streams.errors import Misconfigured
from streams.sender import Sender
from streams.settings import Settings, load
from streams.subscribe import Rule, subscribe, subscribe_async
from streams.topics import ENRICHED, EVENTS, catalogue
from tests.broker.clusters import Cluster
from tests.unit.records import article, event

pytestmark = pytest.mark.broker

IDLE = 3.0
"""Longer than a broker takes to hand out what it holds."""
Taken = Callable[..., list[Any]]


@pytest.fixture
def settings(cluster: Cluster) -> Settings:
    """Topics of the test's own."""
    settings = load(broker=cluster.address, topic_prefix=f"t{uuid4().hex[:8]}.", partitions=2)
    create_topics(settings, catalogue(["assault"]))
    return settings


def publish(settings: Settings, topic: str, *values: bytes) -> None:
    with Sender(settings, settings.topic(topic)) as sender:
        for number, value in enumerate(values):
            sender.send(str(number).encode(), value)
        sender.finish()


def publish_events(settings: Settings, *names: str) -> None:
    publish(settings, EVENTS, *(encode(event(event_id=name)) for name in names))


def blocking(what: str, most: int | None = None, **options: Any) -> list[Any]:
    """What a subscriber takes that asks for so many, or until nothing comes."""
    with subscribe(what, idle_seconds=IDLE, **options) as records:
        return list(islice(records, most))


def asynchronous(what: str, most: int | None = None, **options: Any) -> list[Any]:
    """The same in an event loop."""

    async def take() -> list[Any]:
        taken: list[Any] = []
        async with subscribe_async(what, idle_seconds=IDLE, **options) as records:
            async for record in records:
                taken.append(record)
                if len(taken) == most:
                    break
        return taken

    return asyncio.run(take())


@pytest.fixture(params=[blocking, asynchronous], ids=["blocking", "async"])
def taken(request: pytest.FixtureRequest) -> Taken:
    """Either client."""
    found: Taken = request.param
    return found


def ids(events: list[Any]) -> list[str]:
    return sorted(e.event_id for e in events)


def test_each_event_once_from_the_oldest_on(settings: Settings, taken: Taken) -> None:
    publish_events(settings, "a", "b", "c")
    publish_events(settings, "a", "b", "c")
    publish(settings, EVENTS, encode(event(event_id="d", status="negated")), b"no event")
    assert ids(taken("events", settings=settings, start="oldest")) == ["a", "b", "c", "d"]
    where = Rule(status=["negated"])
    assert ids(taken("events", settings=settings, start="oldest", where=where)) == ["d"]


def test_from_a_time_on(settings: Settings, taken: Taken) -> None:
    publish_events(settings, "a", "b")
    time.sleep(0.02)
    start = datetime.now(UTC)
    publish_events(settings, "c")
    assert ids(taken("events", settings=settings, start=start)) == ["c"]
    assert ids(taken("events", settings=settings, start=start, group="g")) == ["c"]


def test_a_group_goes_on_where_it_was(settings: Settings, taken: Taken) -> None:
    """The record that a subscriber left at was not done, and comes again; nothing else does."""
    names = [f"e{n}" for n in range(20)]
    publish_events(settings, *names)
    group = {"settings": settings, "group": "g", "start": "oldest"}
    first = ids(taken("events", 5, **group))
    second = ids(taken("events", **group))
    assert len(first) == 5
    assert sorted({*first, *second}) == sorted(names)
    assert len(set(first) & set(second)) == 1
    publish_events(settings, "new")
    assert ids(taken("events", **group)) == ["new"]


def test_routes_and_outcomes(settings: Settings, taken: Taken) -> None:
    publish(settings, ENRICHED, encode(article()))
    publish(settings, "events.assault", encode(event()))
    assert taken("outcomes", settings=settings, start="oldest") == [article()]
    assert taken("assault", settings=settings, start="oldest") == [event()]


def test_what_is_new_from_now_on(settings: Settings) -> None:
    """Not what was there before; and it is waited for."""
    publish_events(settings, "old")
    with subscribe(settings=settings, idle_seconds=30) as events:
        publish_events(settings, "new")
        assert next(events).event_id == "new"


def test_a_missing_topic_is_said(settings: Settings, taken: Taken) -> None:
    with pytest.raises(Misconfigured, match="no topic .*events.nosuch"):
        taken("nosuch", settings=settings)
