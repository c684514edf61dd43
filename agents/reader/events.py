"""Who did what to whom: an article's triggers, with slots, status and source filled in, each event once."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from agents.reader.numbers import Figure
from agents.reader.packs import Ontology, load
from agents.reader.page import Page, Passage
from agents.reader.triggers import Trigger, find_triggers
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
    ontology = load("plover")
    return [_coded(page, trigger, ontology) for trigger in find_triggers(page, ontology)]


def _coded(page: Page, trigger: Trigger, ontology: Ontology) -> Coded:
    passage = page.passages[trigger.passage]
    span = passage.doc[trigger.start : trigger.end]
    meaning = ontology.describe(trigger.event_type, trigger.modes)
    return Coded(
        ontology=trigger.ontology,
        event_type=trigger.event_type,
        modes=list(trigger.modes),
        contexts=list(trigger.contexts),
        quad_class=meaning.quad,
        intensity=meaning.intensity,
        cameo=trigger.cameo or meaning.cameo,
        status=trigger.status or "asserted",
        attribution=None,
        actors=[],
        recipients=[],
        date=None,
        location=None,
        magnitude=Magnitude(),
        evidence=_evidence(page, passage, span),
        confidence=trigger.score,
        missing=[
            Missing(slot="actor", reason="not looked for"),
            Missing(slot="recipient", reason="not looked for"),
            Missing(slot="date", reason="not looked for"),
            Missing(slot="location", reason="not looked for"),
        ],
    )


def _evidence(page: Page, passage: Passage, trigger: Span) -> Evidence:
    start, end = passage.place(trigger)
    sentence_start, sentence_end = passage.place(trigger[0].sent)
    return Evidence(
        field=passage.field,
        sentence=page.slice(passage.field, sentence_start, sentence_end),
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        trigger=page.slice(passage.field, start, end),
        trigger_start=start,
        trigger_end=end,
    )
