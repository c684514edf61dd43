"""Explanation of a reading, as data for the terminal: marked text, slots and reasons. The article is untrusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from agents.reader.coded_events.coded_event import CodedEvent, EventAnalysis
from agents.reader.reading import NewsReading
from agents.reader.slots.fillers import Filler
from streams.contract.count_claim import CountClaim
from streams.contract.detail import Detail
from streams.contract.records import Count, Field, Participant

Kind = Literal["entity", "event"]


@dataclass(frozen=True, slots=True)
class TextSegment:
    """A part of a field: plain text, an entity's mention or an event's trigger."""

    text: str
    kind: Kind | None = None
    label: str = ""
    """The entity's label, or the event's number and type."""


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One slot of an event: its name, its value ("–" if empty) and the reason for it."""

    name: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class EventExplanation:
    """A trigger with its event; `dropped` is the reason if it has none."""

    number: int
    event_type: str
    status: str
    confidence: float
    trigger: str
    sentence: str
    rows: tuple[SlotRow, ...]
    dropped: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article with its marked segments, and an explanation of each trigger."""

    title: tuple[TextSegment, ...]
    text: tuple[TextSegment, ...]
    notes: tuple[EventExplanation, ...]


def explain(reading: NewsReading) -> Explanation:
    """Return the explanation of a reading: the marked article, and each trigger in order."""
    article = reading.article
    return Explanation(
        tuple(_pieces(reading, "title", article.title or "")),
        tuple(_pieces(reading, "text", article.text)),
        tuple(_note(number, analysis) for number, analysis in enumerate(reading.analyses, 1)),
    )


def _pieces(reading: NewsReading, name: Field, text: str) -> Iterator[TextSegment]:
    """Yield the segments of a field, cut at its marks; of two overlapping marks, the event's is kept."""
    triggers = [
        (f.coded.evidence.trigger_start, f.coded.evidence.trigger_end, "event", f"{n} {f.coded.event_type}")
        for n, f in enumerate(reading.analyses, 1)
        if f.dropped is None and f.coded.evidence.field == name
    ]
    mentions = [(m.start, m.end, "entity", e.label) for e in reading.entities for m in e.mentions if m.field == name]
    taken = [(start, end) for start, end, _, _ in triggers]
    free = [m for m in mentions if not any(m[0] < end and start < m[1] for start, end in taken)]
    at = 0
    for start, end, kind, label in sorted([*triggers, *free]):
        if start < at:
            continue
        if at < start:
            yield TextSegment(text[at:start])
        yield TextSegment(text[start:end], "event" if kind == "event" else "entity", label)
        at = end
    if at < len(text):
        yield TextSegment(text[at:])


def _note(number: int, analysis: EventAnalysis) -> EventExplanation:
    coded, reasons = analysis.coded, analysis.reasons
    rows = [SlotRow("pattern", coded.event_type, reasons["type"])]
    if coded.modes:
        rows.append(SlotRow("modes", ", ".join(coded.modes), "mode of the pattern"))
    rows.append(SlotRow("status", coded.status, reasons["status"]))
    rows += _parties("actor", coded.actors, analysis.slots.actors, analysis)
    rows += _parties("recipient", coded.recipients, analysis.slots.recipients, analysis)
    said = coded.attribution
    rows.append(SlotRow("said by", said.text if said else "–", reasons["attribution"]))
    rows.append(SlotRow("when", coded.date.value if coded.date else "–", reasons["date"]))
    rows.append(
        SlotRow("where", (coded.location.name or coded.location.text) if coded.location else "–", reasons["location"])
    )
    rows += _counts(coded)
    rows += _claims(coded)
    rows += [SlotRow(d.name, d.text, _said(d)) for d in coded.details]
    rows += [SlotRow("also", m.trigger, "reports the same event") for m in coded.mentions]
    if "story" in reasons:
        rows.append(SlotRow("story", coded.story_event_id or "–", reasons["story"]))
    evidence = coded.evidence
    return EventExplanation(
        number, coded.event_type, coded.status, coded.confidence, evidence.trigger, evidence.sentence, tuple(rows),
        str(analysis.dropped) if analysis.dropped else None,
    )  # fmt: skip


def _parties(
    name: str, parties: Sequence[Participant], fillers: Sequence[Filler], analysis: EventAnalysis
) -> Iterator[SlotRow]:
    if not parties:
        yield SlotRow(name, "–", analysis.slots.reasons.get(name, ""))
    reasons = [f.reason for f in fillers]
    for i, party in enumerate(parties):
        coding = "/".join(filter(None, (party.country, party.sector)))
        value = party.text if party.text == party.name else f"{party.text} = {party.name}"
        reason = reasons[i] if i < len(reasons) else "from a mention of the same event"
        yield SlotRow(name, f"{value} [{coding}]" if coding else value, reason)


def _said(detail: Detail) -> str:
    numbers = "-".join(f"{value:g}" for value in detail.values)
    return " ".join(filter(None, (numbers, detail.unit))) or "detail declared by the event type"


def _counts(coded: CodedEvent) -> Iterator[SlotRow]:
    for name in coded.magnitude.__struct_fields__:
        count = getattr(coded.magnitude, name)
        if count is not None:
            where = "counted by the trigger or in its clause" if _in_sentence(count, coded) else "in another sentence"
            yield SlotRow(name, _number(count), f"{count.text!r} {where}")


def _claims(coded: CodedEvent) -> Iterator[SlotRow]:
    """Yield the count claims: conflicting numbers, each with its source."""
    for claim in coded.count_claims:
        source = claim.said_by or "the article itself"
        yield SlotRow("claim", f"{claim.slot} {_number(claim)}", f"{claim.text!r} according to {source}")


def _in_sentence(count: Count, coded: CodedEvent) -> bool:
    at = coded.evidence
    return count.field == at.field and at.sentence_start <= count.start < at.sentence_end


def _number(count: Count | CountClaim) -> str:
    top = "or more" if count.max is None else f"to {count.max}" if count.max != count.min else ""
    return f"{count.min} {top}".strip()
