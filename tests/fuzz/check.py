"""Invariants that hold for every outcome of every message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from agents.pool.outcome import DeadArticle, Enriched, Outcome
from streams.contract.codec import decode_article, encode
from streams.contract.errors import Reason
from streams.contract.records import EnrichedArticle, Event

READER_FAULTS = {Reason.READER_FAILED, Reason.READER_CRASHED, Reason.READER_TIMED_OUT, Reason.OUTPUT_TOO_LARGE}
"""Reasons that are faults of the reader, not of the message."""
SPANS = {
    ("sentence", "sentence_start", "sentence_end"),
    ("trigger", "trigger_start", "trigger_end"),
    ("text", "start", "end"),
}
_IDENTITY = re.compile(r"ev-[0-9a-f]{24}")
_article = msgspec.json.Decoder(EnrichedArticle).decode
_event = msgspec.json.Decoder(Event).decode


def check(raw: bytes, outcome: Outcome) -> None:
    """Raise AssertionError if the outcome is neither a valid article nor a declared refusal."""
    if isinstance(outcome, DeadArticle):
        assert outcome.reason not in READER_FAULTS, f"{outcome.exception}: {outcome.message}"
        return
    article = decode_article(raw, max_chars=len(raw))
    fields = {"title": article.title or "", "text": article.text}
    for value in (outcome.value, *(event.value for event in outcome.events)):
        for record in records(msgspec.json.decode(value)):
            _slices(record, fields)
    _consistent(outcome)


def _slices(record: dict[str, Any], fields: dict[str, str]) -> None:
    for text, start, end in SPANS:
        if isinstance(record.get(start), int):
            assert 0 <= record[start] < record[end], record
            assert fields[record["field"]][record[start] : record[end]] == record[text], record


def _consistent(outcome: Enriched) -> None:
    """Check that the records are valid, in canonical form, and refer to each other."""
    article = _article(outcome.value)
    events = [_event(event.value) for event in outcome.events]
    assert [encode(article), *map(encode, events)] == [outcome.value, *(event.value for event in outcome.events)]
    assert article.event_ids == [event.event_id for event in events] == [event.id for event in outcome.events]
    assert len(set(article.event_ids)) == len(events)
    known = {entity.id for entity in article.entities}
    for event in events:
        assert _IDENTITY.fullmatch(event.event_id)
        assert event.article_id == article.article_id == outcome.article_id
        assert 0 <= event.confidence <= 1
        assert event.story_event_id is None or event.story_event_id in article.event_ids
        at = event.evidence
        assert at.sentence_start <= at.trigger_start < at.trigger_end <= at.sentence_end, at
        assert {p.entity_id for p in (*event.actors, *event.recipients)} <= known | {None}
    for place in (*article.places, *(event.location for event in events if event.location)):
        assert (place.lat is None) == (place.lon is None)
        assert place.lat is None or place.lon is None or (abs(place.lat) <= 90 and abs(place.lon) <= 180)


def records(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a message, at any depth."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from records(inner)
