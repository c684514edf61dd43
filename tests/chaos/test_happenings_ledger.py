"""The ledger of happenings finds each inconsistency planted in a good record of a run, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from streams.contract.codec import encode
from streams.contract.happening import HappeningInput
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


def published(events: list[Event]) -> list[Message]:
    return [
        Message("events", 0, n, b"k", encode(event), [("ce_id", event.event_id.encode())])
        for n, event in enumerate(events)
    ]


def good() -> Joined:
    inputs = [
        Message("happenings.input", 0, n, b"k", encode(HappeningInput(events=[event])), [])
        for n, event in enumerate(EVENTS)
    ]
    versions = [(key, value) for key, values in undisturbed(inputs).items() for value in values]
    made = [
        Message("happenings", partition, n, identity.encode(), value, [])
        for n, ((partition, identity), value) in enumerate(versions)
    ]
    return Joined(inputs, made)


def test_a_good_run_and_repeats() -> None:
    run_record = good()
    assert len(run_record.happenings) == 4
    assert list(disagreements(published(EVENTS), run_record)) == []
    again = replace(run_record, happenings=[*run_record.happenings, run_record.happenings[0]])
    assert list(disagreements(published(EVENTS), again)) == [], "a repeated old version is allowed"
    without_steps = replace(run_record, happenings=run_record.happenings[2:])
    assert list(disagreements(published(EVENTS), without_steps)) == [], "not every version is published"


PLANTED: dict[str, tuple[Callable[[Joined], Joined], str]] = {
    "an event that never reached the agent": (lambda b: replace(b, inputs=b.inputs[:-1]), "event not joined"),
    "the last version is lost": (
        lambda b: replace(b, happenings=[*b.happenings[:2], *b.happenings[3:]]),
        "happening lost",
    ),
    "a happening is lost": (lambda b: replace(b, happenings=b.happenings[:3]), "happening lost"),
    "a version with another content": (
        lambda b: replace(
            b,
            happenings=[
                *b.happenings[:-1],
                replace(b.happenings[-1], value=(b.happenings[-1].value or b"").replace(b"Mardan", b"Swabi")),
            ],
        ),
        "happening altered",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_violation_is_found(name: str) -> None:
    plant, kind = PLANTED[name]
    assert kind in [found for found, _ in disagreements(published(EVENTS), plant(good()))]
