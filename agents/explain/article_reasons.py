"""Convert a reading to the reasons that the desk shows, and to records for a page without Kafka."""

from __future__ import annotations

import msgspec

from agents.explain.explanation import EventExplanation, explain
from agents.reader.coded_events.coded_event import CodedEvent
from agents.reader.reading import NewsReading
from streams.contract.records import EnrichedArticle, Event, Pipeline
from streams.desk.view.reasons import ArticleReasons, EventReasons, SlotReason


def article_reasons(reading: NewsReading) -> ArticleReasons:
    """Return the reasons for the event of each trigger, or for dropping it."""
    notes = explain(reading).notes
    return ArticleReasons(
        events=[_reasons(reading, note, analysis.coded) for note, analysis in zip(notes, reading.analyses, strict=True)]
    )


def article_records(reading: NewsReading) -> tuple[EnrichedArticle, list[Event]]:
    """Return the records that a worker would publish for the reading, with empty time and versions."""
    article, pipeline = reading.article, Pipeline(version="", model="", ontology="")
    about = {name: getattr(article, name) for name in ("url", "source", "title", "published_at")}
    common = about | {
        "article_id": article.id,
        "language": reading.language,
        "processed_at": "",
        "pipeline": pipeline,
    }
    events = [
        Event(event_id=coded.event_id(reading.article.id), **common, **msgspec.structs.asdict(coded))
        for coded in reading.events
    ]
    record = EnrichedArticle(
        **common,
        section=article.section,
        duplicate_of=None,
        event_ids=[event.event_id for event in events],
        entities=reading.entities,
        places=reading.places,
        dates=reading.dates,
    )
    return record, events


def _reasons(reading: NewsReading, note: EventExplanation, coded: CodedEvent) -> EventReasons:
    at = coded.evidence
    return EventReasons(
        event_id=None if note.dropped else coded.event_id(reading.article.id),
        event_type=note.event_type,
        status=note.status,
        confidence=note.confidence,
        trigger=note.trigger,
        sentence=note.sentence,
        field=at.field,
        start=at.trigger_start,
        end=at.trigger_end,
        rows=[SlotReason(row.name, row.value, row.reason) for row in note.rows],
        dropped=note.dropped,
    )
