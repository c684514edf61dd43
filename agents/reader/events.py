"""Who did what to whom: an article's triggers, with slots, status and source filled in, each event once."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.numbers import Figure
from agents.reader.page import Page
from streams.records import (
    Attribution,
    DateMention,
    Entity,
    EventDate,
    Evidence,
    Magnitude,
    Missing,
    Participant,
    Place,
    Record,
    Status,
)


class Coded(Record, frozen=True, kw_only=True):
    """An event as read, before the article's identity and the time of processing are added.

    The fields are those of `streams.records.Event` with the same names.
    """

    ontology: str
    event_type: str
    modes: list[str]
    contexts: list[str]
    quad_class: int | None
    intensity: float | None
    cameo: str | None
    status: Status
    attribution: Attribution | None
    actors: list[Participant]
    recipients: list[Participant]
    date: EventDate | None
    location: Place | None
    magnitude: Magnitude
    evidence: Evidence
    confidence: float
    missing: list[Missing]


def code_events(
    page: Page,
    entities: Sequence[Entity],
    places: Sequence[Place],
    dates: Sequence[DateMention],
    counts: Sequence[Figure],
) -> list[Coded]:
    """The events of an article in order of their triggers."""
    return []
