"""What became of one message: `Enriched` or `Dead`, as the bytes that go out."""

from __future__ import annotations

import importlib.metadata

import msgspec

from agents.reader.reading import Reader, Reading
from streams.codec import decode_article
from streams.errors import Reason, Unreadable
from streams.records import Article, EnrichedArticle, Event, Pipeline, event_id

VERSION = importlib.metadata.version("dateline")


class Enriched(msgspec.Struct, frozen=True, tag="enriched"):
    """Read: the enriched article and its events, as records."""

    article: EnrichedArticle
    events: list[Event]


class Dead(msgspec.Struct, frozen=True, tag="dead"):
    """Cannot be read: why, and where it was found out."""

    reason: Reason
    stage: str
    """`decode`, `read` or `publish`."""
    message: str
    exception: str
    article_id: str | None = None


Outcome = Enriched | Dead


def outcomes(reader: Reader, raws: list[bytes | None], now: str, max_chars: int) -> list[Outcome]:
    """What becomes of a batch of raw messages, one outcome a message, in order.

    `now` is the RFC 3339 moment written as `processed_at`.
    """
    decoded = [_decode(raw, max_chars) for raw in raws]
    readings = iter(reader.read([a for a in decoded if isinstance(a, Article)]))
    return [_outcome(reader, item if isinstance(item, Unreadable) else next(readings), now) for item in decoded]


def _decode(raw: bytes | None, max_chars: int) -> Article | Unreadable:
    try:
        return decode_article(raw, max_chars=max_chars)
    except Unreadable as unreadable:
        return unreadable


def _outcome(reader: Reader, result: Reading | Unreadable, now: str) -> Outcome:
    if isinstance(result, Unreadable):
        stage = "read" if result.reason is Reason.UNSUPPORTED_LANGUAGE else "decode"
        return Dead(result.reason, stage, result.message, "Unreadable", result.article_id)
    return enriched(result, now, Pipeline(version=VERSION, model=reader.model.name, ontology="plover-2.0"))


def enriched(reading: Reading, now: str, pipeline: Pipeline) -> Enriched:
    """Add identity, time and versions to a reading."""
    article = reading.article
    events = [
        Event(
            event_id=event_id(
                article.id,
                coded.ontology,
                coded.event_type,
                coded.evidence.field,
                coded.evidence.trigger_start,
                coded.evidence.trigger_end,
            ),
            article_id=article.id,
            url=article.url,
            source=article.source,
            title=article.title,
            language=reading.language,
            published_at=article.published_at,
            processed_at=now,
            pipeline=pipeline,
            **{name: getattr(coded, name) for name in coded.__struct_fields__},
        )
        for coded in reading.events
    ]
    record = EnrichedArticle(
        article_id=article.id,
        url=article.url,
        title=article.title,
        source=article.source,
        section=article.section,
        language=reading.language,
        published_at=article.published_at,
        processed_at=now,
        duplicate_of=None,
        event_ids=[event.event_id for event in events],
        pipeline=pipeline,
        entities=reading.entities,
        places=reading.places,
        dates=reading.dates,
    )
    return Enriched(record, events)
