"""From messages of `events` to versions of happenings: partitioning, order, and recovery after a crash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from prometheus_client import CollectorRegistry

from agents.happenings.joining import Joining
from agents.pool.outcome import Enriched
from agents.worker.happening_state import PartitionState, Published
from agents.worker.happenings_agent import Change, HappeningsAgent
from agents.worker.happenings_input import HappeningsInput
from agents.worker.route_agent import RouteAgent
from streams.contract.codec import encode
from streams.contract.happening import Happening, HappeningInput
from streams.contract.records import Event
from streams.ops.metrics import Metrics
from streams.ops.settings import Settings
from tests.unit.support.happening_records import copy
from tests.unit.support.news_events import attack, killed, named, place
from tests.unit.support.records import article

TOPIC = "happenings.input"


@dataclass(frozen=True)
class Message:
    """The attributes of a message that the agent uses."""

    value: bytes
    offset: int = 0
    partition: int = 0
    timestamp: float = 1_000.0
    topic: str = TOPIC
    headers: tuple[tuple[str, bytes], ...] = ()

    @property
    def tp(self) -> tuple[str, int]:
        return self.topic, self.partition


def inputs(*events: Event, **settings: Any) -> list[tuple[bytes | None, list[str]]]:
    made = HappeningsInput(Settings(**settings)).of_events([Message(encode(event), topic="events") for event in events])
    return [
        (message.key, [e.event_id for e in msgspec.json.decode(message.value or b"", type=HappeningInput).events])
        for message in made
    ]


def test_events_of_an_article_that_may_be_one_happening_are_one_message() -> None:
    bare = attack("a1", number=1, location=None)
    met = attack("a1", number=2, event_type="CONSULT", actors=[named("Talebi", "IRN")])
    assert inputs(attack("a1"), bare, met, attack("a2")) == [
        (b"harm", ["ev-a1-0", "ev-a1-1"]),
        (b"talks", ["ev-a1-2"]),
        (b"harm", ["ev-a2-0"]),
    ]


def test_invalid_events_are_skipped() -> None:
    made = HappeningsInput(Settings()).of_events([Message(b"{}", topic="events"), Message(encode(attack()))])
    assert len(made) == 1


def test_a_bundle_fits_a_message() -> None:
    events = [attack("a1", number=n) for n in range(30)]
    most = 16_384
    made = HappeningsInput(Settings(max_message_bytes=most)).of_events([Message(encode(e)) for e in events])
    assert len(made) > 1
    assert all(len(message.value or b"") < most for message in made)
    bundles = [msgspec.json.decode(message.value or b"", type=HappeningInput).events for message in made]
    assert [e.event_id for bundle in bundles for e in bundle] == [e.event_id for e in events]


def test_a_duplicate_goes_to_every_partition_and_an_original_to_none() -> None:
    happenings = HappeningsInput(Settings())
    happenings.partitions = 3
    value = encode(article(article_id="c1", duplicate_of="a1"))
    sent = happenings.of_duplicate(Enriched("c1", None, value, [], duplicate="exact"))
    assert [message.partition for message in sent] == [0, 1, 2]
    assert msgspec.json.decode(sent[0].value or b"", type=HappeningInput).copy == copy(
        "c1", "a1", source="Example Wire", url="https://example.org/1"
    )
    assert happenings.of_duplicate(Enriched("a1", None, value, [])) == []


def test_it_can_be_turned_off() -> None:
    assert inputs(attack(), happenings=0) == []


def agent() -> HappeningsAgent:
    made = HappeningsAgent.__new__(HappeningsAgent)
    made._settings, made._metrics = Settings(), Metrics(CollectorRegistry())
    made._events_seen = made.events = 0
    return made


def changes(state: PartitionState, messages: Sequence[Message]) -> list[Change]:
    return agent().changes({0: state}, messages)


def messages(*bundles: Sequence[Event]) -> list[Message]:
    return [Message(encode(HappeningInput(events=list(events))), offset) for offset, events in enumerate(bundles)]


STORY = messages(
    [attack("a1")],
    [attack("a2", magnitude=killed(5))],
    [attack("b1", location=place("Mardan", lat=34.2, lon=72.05))],
    [attack("a3", magnitude=killed(7))],
)


def test_of_consecutive_changes_only_the_last_is_published() -> None:
    made = changes(PartitionState(Joining(100)), STORY)
    assert [(change.offset, change.happening.version) for change in made] == [(1, 2), (2, 1), (3, 3)]


@pytest.mark.parametrize("dies_after", range(4))
def test_the_next_worker_publishes_the_same(dies_after: int) -> None:
    """The first worker published `dies_after` records of its batch and acknowledged none."""
    whole = changes(PartitionState(Joining(100)), STORY)
    there = whole[:dies_after]
    latest = {change.happening.happening_id: change.happening for change in there}
    state = PartitionState(Joining(100), *((there[-1].offset, 1_000.0) if there else (0, -1.0)))
    state.joining.load(
        sorted(
            latest.values(),
            key=lambda h: [c.happening.happening_id for c in there][::-1].index(h.happening_id),
            reverse=True,
        )
    )
    again = changes(state, STORY)
    highest: dict[str, Happening] = {}
    for change in [*there, *again]:
        known = highest.get(change.happening.happening_id)
        if known is None or known.version <= change.happening.version:
            highest[change.happening.happening_id] = change.happening
    assert highest == {change.happening.happening_id: change.happening for change in whole}


def test_a_displaced_version_is_published_again_before_other_changes() -> None:
    whole = changes(PartitionState(Joining(100)), STORY)
    there = Published(whole[-1].happening, whole[-1].offset, whole[-1].timestamp)
    state = PartitionState(Joining(100), done_below=3, newest=1_000.0, displaced=[there])
    state.joining.load([there.happening])
    assert changes(state, STORY) == [whole[-1]]
    assert changes(state, STORY) == []


def test_restarted_offsets_do_not_count_as_done() -> None:
    state = PartitionState(Joining(100), done_below=500, newest=900)
    assert len(changes(state, STORY)) == 3


def test_invalid_records_are_counted_by_topic() -> None:
    """The producer has the original; it is no article, so there is no dead letter."""
    metrics = Metrics(CollectorRegistry())
    route = RouteAgent.__new__(RouteAgent)
    route._routes, route._metrics = [], metrics
    joining = agent()
    joining._metrics = metrics
    assert route._names(Message(b"{}", topic="events")) == []
    assert joining.changes({0: PartitionState(Joining(100))}, [Message(b"{}"), Message(b"\xff", 1)]) == []
    value = metrics.registry.get_sample_value
    assert value("dateline_records_skipped_total", {"topic": "events"}) == 1
    assert value("dateline_records_skipped_total", {"topic": "happenings.input"}) == 1


def test_an_event_of_a_later_version_does_not_hide_the_others_of_its_message() -> None:
    later = encode(attack("a1", number=1)).replace(b'"asserted"', b'"suspected"')
    joining = agent()
    value = b'{"events": [%b, %b]}' % (later, encode(attack("a1")))
    (change,) = joining.changes({0: PartitionState(Joining(100))}, [Message(value)])
    assert change.happening.event_ids == ["ev-a1-0"]
    skipped = joining._metrics.registry.get_sample_value
    assert skipped("dateline_records_skipped_total", {"topic": "happenings.input"}) == 1


def test_an_empty_message_is_skipped() -> None:
    assert changes(PartitionState(Joining(100)), [Message(b"\xff"), *STORY[1:2]])[0].happening.articles == 1


def test_a_too_large_record_is_left_out() -> None:
    (happening,) = Joining(100).add_events([attack("a1", sentence="x" * 400)])
    small = agent()
    small._settings = Settings(max_message_bytes=16_384).model_copy(update={"max_message_bytes": 4_200})
    assert small._message(Change(happening, 2, 7, 1_000)) is None
    sent = agent()._message(Change(happening, 2, 7, 1_000))
    assert sent is not None
    assert (sent.partition, dict(sent.headers)["input-offset"]) == (2, b"7")


def test_the_metrics_count_what_was_done() -> None:
    made = agent()
    state = PartitionState(Joining(100))
    made._states = {0: state}
    made._count(len(made.changes({0: state}, STORY)))
    registry = made._metrics.registry

    def value(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(name, labels)

    assert value("dateline_happenings_held") == 2
    assert value("dateline_happenings_published_total") == 3
    assert value("dateline_happening_changes_total", joining="opened") == 2
    assert value("dateline_happening_changes_total", joining="joined") == 2
    assert made.events == 4


async def test_work_of_another_worker_is_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen worker lost the partition and got it back: it has not seen the messages in between."""
    asked: list[int] = []

    async def read(_: Settings, __: int, before: int) -> PartitionState:
        asked.append(before)
        return PartitionState(Joining(100), upcoming=before)

    monkeypatch.setattr("agents.worker.happenings_agent.read_back", read)
    made = agent()
    made._states = {}

    async def take(*offsets: int) -> None:
        await made._join([SimpleNamespace(message=Message(STORY[0].value, offset)) for offset in offsets])

    await take(3, 4)
    await take(5)
    await take(4, 5, 6)
    assert asked == [3], "repeated messages are not a gap"
    await take(7, 20, 21)
    await take(22)
    assert asked == [3, 20]
