"""`subscribe` and `subscribe_async` on a real broker give the same records."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any
from uuid import uuid4

import pytest

from streams.contract.codec import encode
from streams.contract.errors import Misconfigured
from streams.contract.topics import ENRICHED, EVENTS, catalogue
from streams.kafka.admin import create_topics
from streams.kafka.embedded_broker import EMBEDDED_SETTINGS
from streams.kafka.sync_producer import SyncProducer
from streams.ops.settings import Settings, load
from streams.subscribe import Rule, subscribe, subscribe_async
from streams.subscribe.options import plan
from tests.broker.clusters import Cluster
from tests.support.dated_messages import minutes_ago, publish_at
from tests.support.patience import until
from tests.unit.support.records import article, event

pytestmark = pytest.mark.broker

Taken = Callable[..., list[Any]]


@pytest.fixture
def settings(cluster: Cluster) -> Settings:
    """Return settings with topics for one test. Each has one partition, so that the order is known."""
    prefix, session = f"t{uuid4().hex[:8]}.", 6.0 if cluster.name == "embedded" else 60.0
    settings = load(broker=cluster.address, topic_prefix=prefix, partitions=1, session_timeout_seconds=session)
    create_topics(settings, catalogue(["assault"]))
    return settings


def publish(settings: Settings, topic: str, *values: bytes) -> None:
    with SyncProducer(settings, settings.topic(topic)) as sender:
        for value in values:
            sender.send(b"a-1", value)
        sender.finish()


def publish_events(settings: Settings, *names: str) -> None:
    publish(settings, EVENTS, *(encode(event(event_id=name)) for name in names))


def blocking(what: str, most: int, **options: Any) -> list[Any]:
    """Return the first `most` records, or fewer if no more arrive for a while."""
    with subscribe(what, **{"idle_seconds": 30, **options}) as records:
        return list(islice(records, most))


def asynchronous(what: str, most: int, **options: Any) -> list[Any]:
    """Return the same records from the asynchronous client."""

    async def take() -> list[Any]:
        async with subscribe_async(what, **{"idle_seconds": 30, **options}) as records:
            taken: list[Any] = []
            async for record in records:
                taken.append(record)
                if len(taken) == most:
                    break
            return taken

    return asyncio.run(take())


@pytest.fixture(params=[blocking, asynchronous], ids=["blocking", "async"])
def taken(request: pytest.FixtureRequest) -> Taken:
    """Return either client."""
    found: Taken = request.param
    return found


def ids(events: list[Any]) -> list[str]:
    return [e.event_id for e in events]


def test_each_event_once_from_the_oldest_on(settings: Settings, taken: Taken) -> None:
    publish_events(settings, "a", "b", "a", "b")
    publish(settings, EVENTS, encode(event(event_id="c", status="negated")), b"no event")
    publish_events(settings, "d")
    publish(settings, EVENTS, encode(event(event_id="e", status="negated")))
    assert ids(taken("events", 4, settings=settings, start="oldest")) == ["a", "b", "c", "d"]
    where = Rule(status=["negated"])
    assert ids(taken("events", 2, settings=settings, start="oldest", where=where)) == ["c", "e"]


def test_from_a_time_on(settings: Settings, taken: Taken) -> None:
    for minutes, name in ((40, "a"), (40, "b"), (20, "c")):
        publish_at(minutes_ago(minutes), settings, EVENTS, [(b"a-1", encode(event(event_id=name)))])
    start = minutes_ago(30)
    assert ids(taken("events", 1, settings=settings, start=start)) == ["c"]
    assert ids(taken("events", 1, settings=settings, start=start, group=settings.topic("g"))) == ["c"]


def test_a_group_resumes_at_its_offset(settings: Settings, taken: Taken) -> None:
    """The record during which a subscriber left is delivered again; no other is."""
    names = [f"e{n}" for n in range(20)]
    publish_events(settings, *names)
    group = {"settings": settings, "group": settings.topic("g"), "start": "oldest"}
    assert ids(taken("events", 5, **group)) == names[:5]
    assert ids(taken("events", 16, **group)) == names[4:]


def test_routes_and_outcomes(settings: Settings, taken: Taken) -> None:
    publish(settings, ENRICHED, encode(article()))
    publish(settings, "events.assault", encode(event()))
    assert taken("outcomes", 1, settings=settings, start="oldest") == [article()]
    assert taken("assault", 1, settings=settings, start="oldest") == [event()]


def test_only_new_records(settings: Settings) -> None:
    """The subscriber gets no older records, and waits for new ones."""
    publish_events(settings, "old")
    with subscribe(settings=settings, idle_seconds=30) as events:
        publish_events(settings, "new")
        assert next(events).event_id == "new"


def test_the_first_assignment_of_a_group_is_not_empty(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    """The client knows the partitions before it joins. It would take an empty assignment as the end of all of them."""
    publish_events(settings, "a")
    for group in "ghijk":
        with subscribe(settings=settings, group=settings.topic(group), start="oldest", idle_seconds=30) as events:
            assert next(events).event_id == "a"
    assert "No partition metadata" not in caplog.text


def test_a_member_that_the_client_forgot_joins_again(settings: Settings, cluster: Cluster) -> None:
    """This happens after a rebalance that outlasts a poll: the client has no partitions and requests none."""
    if cluster.name == "embedded":
        pytest.skip("the embedded broker delays joining a group by half a session")
    publish_events(settings, "a")
    with subscribe(settings=settings, group=settings.topic("g"), start="oldest", idle_seconds=30) as events:
        assert next(events).event_id == "a"
        events.joined = False
        events._left -= 3600
        publish_events(settings, "b")
        # Records in flight may be delivered again.
        while next(events).event_id != "b":
            pass
        assert events.joined


def test_members_of_either_client_share_a_group(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member joins while another has uncommitted records: nothing is lost, and only the last record is repeated."""
    if cluster.name == "embedded":
        pytest.skip("the embedded broker delays joining a group by half a session")
    settings = load(broker=cluster.address, topic_prefix=f"t{uuid4().hex[:8]}.", partitions=2)
    create_topics(settings, catalogue([]))
    monkeypatch.setattr("streams.subscribe.blocking.COMMIT_SECONDS", 3600.0)
    names = {f"e{n}" for n in range(60)}
    with SyncProducer(settings, settings.topic(EVENTS)) as sender:
        for name in names:
            sender.send(name.encode(), encode(event(event_id=name)))
        sender.finish()
    group: dict[str, Any] = {"settings": settings, "group": settings.topic("g"), "start": "oldest"}
    others: list[str] = []
    joined, enough = threading.Event(), threading.Event()

    async def join() -> None:
        async with subscribe_async("events", idle_seconds=0.5, **group) as records:
            while not enough.is_set():
                others.extend([event.event_id async for event in records])
                joined.set()

    with ThreadPoolExecutor() as pool, subscribe(idle_seconds=0.5, **group) as first:
        mine = ids(list(islice(first, 10)))
        other = pool.submit(asyncio.run, join())

        def read_until(done: Callable[[], bool]) -> None:
            """Read from both members: the group rebalances only while its members poll."""

            def read() -> bool:
                mine.extend(ids(list(first)))
                return done()

            until(read, lambda: f"both members: {mine}, {others}")

        try:
            read_until(lambda: joined.is_set() and {*mine, *others} == names)
            handed_over = first._left
        finally:
            enough.set()
        read_until(lambda: other.done() and first._left > handed_over and first.joined)
        other.result()
    assert {*mine, *others} == names
    assert len(mine) + len(others) <= len(names) + 1
    assert blocking("events", 1, **{**group, "idle_seconds": 1}) == []


def test_a_missing_topic_is_reported(settings: Settings, taken: Taken) -> None:
    with pytest.raises(Misconfigured, match=r"no topic .*events\.nosuch"):
        taken("nosuch", 1, settings=settings)


def test_a_group_has_the_timeouts_that_its_broker_needs(cluster: Cluster) -> None:
    """The embedded broker lets a member join after half a session; with the default one that took minutes."""
    settings = load(broker=cluster.address, topic_prefix=f"t{uuid4().hex[:8]}.", partitions=1)
    create_topics(settings, catalogue([]))
    session = {"embedded": EMBEDDED_SETTINGS["session_timeout_seconds"]}.get(
        cluster.name, settings.session_timeout_seconds
    )
    planned = plan("events", {"settings": settings, "group": "g"}).on_cluster()
    assert planned.consumer["session_timeout_ms"] == 1000 * session
    chosen = load(broker=cluster.address, topic_prefix=settings.topic_prefix, session_timeout_seconds=20.0)
    assert plan("events", {"settings": chosen, "group": "g"}).on_cluster().consumer["session_timeout_ms"] == 20_000
