"""No record on a topic that the happenings agent reads ends the worker, or hides the sound records around it."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry

from agents.happenings import store
from agents.happenings.joining import Joining
from agents.worker.happening_state import OFFSET_HEADER, TIME_HEADER, PartitionState, PublishedRecords, earlier_message
from agents.worker.happenings_agent import HappeningsAgent
from agents.worker.happenings_input import HappeningsInput
from streams.contract.codec import encode
from streams.contract.happening import HappeningInput
from streams.ops.metrics import Metrics
from streams.ops.settings import Settings
from tests.unit.agents.worker.test_happenings_agent import Message
from tests.unit.support.happening_records import copy as article_copy
from tests.unit.support.happening_records import happening
from tests.unit.support.news_events import attack, count_claim, named, place

SOUND = attack("sound", location=place("Mardan", lat=34.2, lon=72.05))
RICH = attack("a1", actors=[named("Talebi", "IRN")], count_claims=[count_claim(3, "police"), count_claim(5, None)])
EVENT = msgspec.to_builtins(RICH)
TEXTS = ["", "\x00", "T", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2024-W99", "x" * 5_000, "\u202e"]
NUMBERS = [0, -1, 1, 91, 2**31, 2**53 + 1, 2**63, 2**64, -(2**70), 10**400, 1e308, -1e308, 5e-324, 0.5]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(TEXTS),
    st.sampled_from(NUMBERS),
    st.builds(list),
    st.builds(dict),
    st.text(max_size=20),
)


def paths(value: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value in a record."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, inner in items for path in [(*before, key), *paths(inner, (*before, key))]]


def changed(record: dict[str, Any], changes: Sequence[tuple[tuple[Any, ...], Any]]) -> dict[str, Any]:
    """Return a record with other values at some paths."""
    made = copy.deepcopy(record)
    for path, value in changes:
        inner: Any = made
        for key in path[:-1]:
            inner = inner[key] if isinstance(inner, dict | list) and _has(inner, key) else {}
        if isinstance(inner, dict) or (isinstance(inner, list) and _has(inner, path[-1])):
            inner[path[-1]] = value
    return made


def _has(container: Any, key: Any) -> bool:
    return key in container if isinstance(container, dict) else isinstance(key, int) and key < len(container)


def raw(record: Any) -> bytes:
    """Return JSON with numbers of any size, which msgspec does not write."""
    return json.dumps(record).encode()


def agent() -> HappeningsAgent:
    made = HappeningsAgent.__new__(HappeningsAgent)
    made._settings, made._metrics = Settings(), Metrics(CollectorRegistry())
    made._events_seen = made.events = 0
    return made


@pytest.fixture(autouse=True)
def _pack_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pack every happening but the last used one, as a worker with many happenings does."""
    monkeypatch.setattr(store, "UNPACKED", 1)


def published_by(inputs: Sequence[bytes]) -> set[str]:
    """Return the ids of the events in all happenings that follow from messages, read back by another worker."""
    worker, state = agent(), PartitionState(Joining(100))
    changes = worker.changes({0: state}, [Message(value, offset) for offset, value in enumerate(inputs)])
    records = PublishedRecords()
    for message in worker.outgoing(changes):
        records.add(Message(message.value or b"", headers=tuple(message.headers), topic="happenings"))
    again = records.state(Settings(), [], len(inputs))
    assert len(again.joining.store) == len(state.joining.store)
    return {identity for held in again.joining.store for identity in held.happening.event_ids}


CHANGES = st.lists(st.tuples(st.sampled_from(paths(EVENT)), VALUES), min_size=1, max_size=3)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(CHANGES, st.booleans())
def test_an_event_with_any_values(changes: list[tuple[tuple[Any, ...], Any]], first: bool) -> None:
    """The sound event of the same article and message is published, before or after the other one."""
    odd = raw(changed(EVENT, changes))
    sound = encode(msgspec.structs.replace(SOUND, article_id="a1"))
    pair = [odd, sound] if first else [sound, odd]
    made = HappeningsInput(Settings()).of_events([Message(value, topic="events") for value in pair])
    assert SOUND.event_id in published_by([message.value or b"" for message in made])
    assert SOUND.event_id in published_by(
        [b'{"events": [%b]}' % b",".join(pair), encode(HappeningInput(events=[RICH]))]
    )


RECORD = msgspec.to_builtins(happening(event_id="ev-old", article_id="old"))


@QUICK
@given(
    st.lists(st.tuples(st.sampled_from(paths(RECORD)), VALUES), min_size=1, max_size=3),
    st.lists(st.tuples(st.sampled_from([OFFSET_HEADER, TIME_HEADER]), st.sampled_from([None, b"", b"9" * 30, b"nan"]))),
)
def test_a_happening_with_any_values(changes: list[tuple[Any, Any]], headers: list[tuple[str, Any]]) -> None:
    """The sound happening on the topic is read back, and the next event is joined."""
    records = PublishedRecords()
    records.add(Message(raw(changed(RECORD, changes)), topic="happenings", headers=tuple(headers)))
    (sound,) = Joining(100).add_events([SOUND])
    records.add(Message(encode(sound), topic="happenings", headers=((OFFSET_HEADER, b"3"), (TIME_HEADER, b"1000.0"))))
    state = records.state(Settings(), [], 4)
    assert state.joining.store.owner(SOUND.event_id) is not None
    agent().changes({0: state}, [Message(encode(HappeningInput(events=[RICH])), 4)])
    assert state.joining.store.owner(RICH.event_id) is not None


COPY = msgspec.to_builtins(HappeningInput(copy=article_copy("c1", copy_of="a1")))


@QUICK
@given(
    st.binary(max_size=40)
    | st.lists(st.tuples(st.sampled_from(paths(COPY)), VALUES)).map(lambda changes: raw(changed(COPY, changes)))
)
def test_a_message_that_is_anything(value: bytes) -> None:
    assert SOUND.event_id in published_by([value, encode(HappeningInput(events=[SOUND]))])
    earlier_message(Message(value))
