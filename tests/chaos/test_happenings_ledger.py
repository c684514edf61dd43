"""The ledger of happenings finds each inconsistency planted in a good record of a run, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from agents.worker.happening_state import OFFSET_HEADER
from streams.contract.codec import encode
from streams.contract.happening import Happening, HappeningInput
from streams.contract.records import Event
from tests.broker.topic_consumer import Message
from tests.chaos.happenings_ledger import Joined, disagreements, undisturbed
from tests.unit.support.news_events import attack, killed, place

EVENTS = [
    attack("a1"),
    attack("a2", magnitude=killed(5)),
    attack("b1", location=place("Mardan", lat=34.2, lon=72.05)),
    attack("a3", magnitude=killed(7)),
]
FIRST, SECOND, OTHER, LAST = range(len(EVENTS))
"""Positions of the records: three versions of one happening, and another one between them."""
_decode = msgspec.json.Decoder(Happening).decode


def published(events: list[Event]) -> list[Message]:
    return [
        Message("events", 0, n, b"k", encode(event), [("ce_id", event.event_id.encode())])
        for n, event in enumerate(events)
    ]


def good() -> Joined:
    """Return the messages of a worker that publishes the change of each message at once."""
    inputs = [
        Message("happenings.input", 0, n, b"k", encode(HappeningInput(events=[event])), [])
        for n, event in enumerate(EVENTS)
    ]
    made = [
        Message("happenings", partition, version.offset, identity.encode(), version.value, _headers(version.offset))
        for (partition, identity), versions in undisturbed(inputs).items()
        for version in versions
    ]
    return Joined(inputs, sorted(made, key=lambda message: message.offset))


def _headers(offset: int) -> list[tuple[str, bytes]]:
    return [(OFFSET_HEADER, str(offset).encode())]


def found(joined: Joined) -> list[str]:
    return [kind for kind, _ in disagreements(published(EVENTS), joined)]


def with_records(joined: Joined, records: Sequence[Message]) -> Joined:
    """Return the run with other records, in this order."""
    return replace(joined, happenings=[replace(record, offset=n) for n, record in enumerate(records)])


def with_changed(joined: Joined, position: int, **changes: Any) -> Joined:
    """Return the run with one record changed."""
    records = list(joined.happenings)
    records[position] = replace(records[position], **changes)
    return replace(joined, happenings=records)


def with_fields(joined: Joined, position: int, change: Callable[[Happening], dict[str, Any]]) -> Joined:
    """Return the run with some fields of one record changed."""
    record = _decode(joined.happenings[position].value or b"")
    return with_changed(joined, position, value=encode(msgspec.structs.replace(record, **change(record))))


def _other_number(record: Happening) -> dict[str, Any]:
    first, *rest = record.claims
    return {"claims": [msgspec.structs.replace(first, min=first.min + 1), *rest]}


def test_a_good_run_and_repeats() -> None:
    run_record = good()
    records = run_record.happenings
    assert [_decode(record.value or b"").version for record in records] == [1, 2, 1, 3]
    assert found(run_record) == []
    again = [*records[:SECOND], records[FIRST], *records[SECOND:]]
    assert found(with_records(run_record, again)) == [], "a repeated old version is allowed"
    assert found(with_records(run_record, records[OTHER:])) == [], "not every version is published"


PLANTED: dict[str, tuple[Callable[[Joined], Joined], str]] = {
    "an event that never reached the agent": (lambda b: replace(b, inputs=b.inputs[:-1]), "event not joined"),
    "the last version is lost": (lambda b: with_records(b, b.happenings[:LAST]), "happening lost"),
    "a happening is lost": (
        lambda b: with_records(b, [*b.happenings[:OTHER], *b.happenings[LAST:]]),
        "happening lost",
    ),
    "an event in two happenings": (
        lambda b: with_fields(b, OTHER, lambda record: {"event_ids": [*record.event_ids, EVENTS[FIRST].event_id]}),
        "event joined twice",
    ),
    "an event twice in one happening": (
        lambda b: with_fields(b, LAST, lambda record: {"event_ids": [*record.event_ids, record.event_ids[0]]}),
        "event joined twice",
    ),
    "a version with another place": (
        lambda b: with_changed(b, OTHER, value=(b.happenings[OTHER].value or b"").replace(b"Mardan", b"Swabi")),
        "happening altered",
    ),
    "a claimed number altered": (lambda b: with_fields(b, SECOND, _other_number), "happening altered"),
    "an independent source lost": (
        lambda b: with_fields(b, LAST, lambda record: {"independent_sources": record.independent_sources - 1}),
        "happening altered",
    ),
    "two happenings with one id": (
        lambda b: with_fields(
            with_changed(b, OTHER, key=b.happenings[FIRST].key),
            OTHER,
            lambda _: {"happening_id": _decode(b.happenings[FIRST].value or b"").happening_id},
        ),
        "happening altered",
    ),
    "a version twice with two contents": (
        lambda b: with_fields(with_records(b, [*b.happenings, b.happenings[LAST]]), -1, lambda _: {"confidence": 0.1}),
        "happening altered",
    ),
    "a version that was never made": (
        lambda b: with_fields(b, LAST, lambda record: {"version": record.version + 1}),
        "happening altered",
    ),
    "the record of one happening under the key of another": (
        lambda b: with_changed(b, OTHER, key=b.happenings[FIRST].key),
        "happening altered",
    ),
    "a record in another partition": (lambda b: with_changed(b, OTHER, partition=1), "happening altered"),
    "a record that names a later message": (
        lambda b: with_changed(b, SECOND, headers=_headers(2)),
        "happening altered",
    ),
    "an old version after a newer one, which Kafka would drop": (
        lambda b: with_records(b, [*b.happenings, b.happenings[SECOND]]),
        "happening out of order",
    ),
    "versions in the wrong order": (lambda b: with_records(b, b.happenings[::-1]), "happening out of order"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_violation_is_found(name: str) -> None:
    plant, kind = PLANTED[name]
    assert kind in found(plant(good()))


def test_two_versions_together_may_join_differently_but_must_join_all() -> None:
    """Up to there the records are compared; from there on every event must be in one happening."""
    altered = PLANTED["a claimed number altered"][0](good())
    assert found(replace(altered, mixed_from={0: SECOND})) == []
    assert found(replace(altered, mixed_from={0: OTHER})) == ["happening altered"]
    assert found(replace(altered, mixed_from={})) == []
    lost = PLANTED["the last version is lost"][0](good())
    assert found(replace(lost, mixed_from={0: SECOND})) == ["event not joined"]
    twice = PLANTED["an event in two happenings"][0](good())
    assert found(replace(twice, mixed_from={0: SECOND})) == ["event joined twice"]
    old_last = PLANTED["an old version after a newer one, which Kafka would drop"][0](good())
    assert found(replace(old_last, mixed_from={0: SECOND})) == ["happening out of order"]
