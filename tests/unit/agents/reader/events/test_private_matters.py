"""Words and help among private people are not events; those to or from somebody of public standing are."""

from __future__ import annotations

from agents.reader.coded_events.coded_event import EventAnalysis
from agents.reader.coded_events.drop_reason import DropReason
from tests.unit.support.event_fixtures import analyses

PRIVATE = [
    "Neighbours have offered to fix her window.",
    "The man climbed through a window and demanded money.",
    "His manager declined to go into details of the surgery.",
    "A farmer refused to sell his land.",
    "She stood up and asked the driver to stop the bus.",
]
PUBLIC = [
    "A woman appealed to the prime minister for help.",
    "The doctor met the health minister on Monday.",
    "The students demanded the resignation of the rector.",
    "Envoy Maria Lund met both sides on Monday. She urged them to end the fighting.",
    "Father Pedro urged the rebels to free the hostages.",
    "The manager of the fund met investors.",
    "Neighbours Chad and Niger agreed to reopen the border.",
]


def private(text: str) -> list[EventAnalysis]:
    return [f for f in analyses(text) if f.dropped is not None and f.dropped.reason is DropReason.PRIVATE_MATTER]


def test_words_among_private_people_are_no_event() -> None:
    assert [text for text in PRIVATE if not private(text)] == []


def test_words_to_or_from_the_public_stay_events() -> None:
    assert [text for text in PUBLIC if private(text)] == []
