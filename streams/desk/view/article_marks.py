"""The marks in an article's title and text, and the text cut at them. Pure.

A mark is left out if the text at its offsets differs: the article was then published again with another text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from streams.contract.records import EnrichedArticle, Event, Evidence, Field

Kind = Literal[
    "entity",
    "place",
    "date",
    "sentence",
    "trigger",
    "mention",
    "actor",
    "recipient",
    "when",
    "where",
    "count",
    "said_by",
]
MOST_MARKS = 5_000
"""Largest number of marks in one field; an article with more is shown with the first ones."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a field, `start` to `end` (exclusive) in code points, and what was read there."""

    field: Field
    start: int
    end: int
    kind: Kind
    label: str
    event: int | None = None
    """Number on the page of the event that has it as a slot; None for other marks."""
    quad: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the text within which the marks do not change."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    """The marks that begin here."""


def article_marks(record: EnrichedArticle) -> Iterator[tuple[Mark, str]]:
    """Yield the marks of the article without its events, each with the expected text."""
    for entity in record.entities:
        coding = " ".join(filter(None, (entity.label, entity.role, entity.country, entity.sector)))
        for at in entity.mentions:
            yield Mark(at.field, at.start, at.end, "entity", f"{entity.name}: {coding}"), at.text
    for place in record.places:
        where = ", ".join(filter(None, (place.name, place.admin1, place.country))) or place.missing or "not resolved"
        yield Mark(place.field, place.start, place.end, "place", f"{where} ({place.kind})"), place.text
    for date in record.dates:
        value = date.value or date.missing or "not resolved"
        yield Mark(date.field, date.start, date.end, "date", f"{date.type} {value}"), date.text


def event_marks(event: Event, number: int) -> Iterator[tuple[Mark, str]]:
    """Yield a mark for every slot of an event that has offsets, each with the expected text."""
    quad = event.quad_class or 0

    def mark(field: Field, start: int, end: int, kind: Kind, label: str) -> Mark:
        return Mark(field, start, end, kind, label, number, quad)

    yield from _evidence(event.evidence, number, quad, "trigger", event.event_type)
    for other in event.mentions:
        yield from _evidence(other, number, quad, "mention", f"also reports event {number}")
    for kind, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for party in parties:
            label = f"{kind} of event {number}: {party.name}"
            yield mark(party.field, party.start, party.end, kind, label), party.text  # type: ignore[arg-type]
    date, place, said = event.date, event.location, event.attribution
    if date and date.field is not None and date.start is not None and date.end is not None:
        label = f"date of event {number}: {date.value}"
        yield mark(date.field, date.start, date.end, "when", label), date.text or ""
    if place:
        yield mark(place.field, place.start, place.end, "where", f"place of event {number}: {place.name}"), place.text
    if said:
        yield mark(said.field, said.start, said.end, "said_by", f"who says so, event {number}"), said.text
    for name in event.magnitude.__struct_fields__:
        if count := getattr(event.magnitude, name):
            yield mark(count.field, count.start, count.end, "count", f"{name}, event {number}"), count.text


def _evidence(at: Evidence, number: int, quad: int, kind: Kind, label: str) -> Iterator[tuple[Mark, str]]:
    if kind == "trigger":
        sentence = Mark(at.field, at.sentence_start, at.sentence_end, "sentence", f"event {number}", number, quad)
        yield sentence, at.sentence
    yield Mark(at.field, at.trigger_start, at.trigger_end, kind, label, number, quad), at.trigger


def valid_marks(marks: Iterable[tuple[Mark, str]], title: str, text: str) -> tuple[list[Mark], int]:
    """Return the marks with the expected text at their offsets, and the number of others."""
    fields = {"title": title, "text": text}
    kept: list[Mark] = []
    wrong = 0
    for mark, expected in marks:
        if 0 <= mark.start < mark.end and fields[mark.field][mark.start : mark.end] == expected:
            kept.append(mark)
        else:
            wrong += 1
    return kept, wrong


def segments(text: str, marks: Sequence[Mark]) -> list[Segment]:
    """Return the text cut wherever a mark begins or ends; the segments joined are the text."""
    ordered = sorted(marks, key=lambda m: (m.start, -m.end))[:MOST_MARKS]
    cuts = sorted({0, len(text), *(m.start for m in ordered), *(m.end for m in ordered)})
    cut: list[Segment] = []
    active: list[Mark] = []
    waiting = 0
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark.end > start]
        opened = []
        while waiting < len(ordered) and ordered[waiting].start <= start:
            opened.append(ordered[waiting])
            waiting += 1
        active += opened
        cut.append(Segment(text[start:end], tuple(active), tuple(opened)))
    return cut
