"""Reading of raw messages to outcomes, with records encoded for publishing. Runs in a reader process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import msgspec

from agents.pool.outcome import (
    VERSION,
    ArticleLimits,
    DeadArticle,
    Enriched,
    Outcome,
    OutgoingEvent,
    decode,
    exception_text,
)
from agents.reader.protocol import CodedEvent, Reader, Reading
from streams.contract.codec import encode
from streams.contract.errors import Reason, Unreadable
from streams.contract.records import Article, DateMention, EnrichedArticle, Entity, Event, Pipeline, Place
from streams.dedup.verdict import Verdict

OVERHEAD = 4096
"""Bytes reserved for a message's key, headers and framing when its size is checked."""


class DecodedArticle(msgspec.Struct, frozen=True):
    """A decoded article with its verdict from duplicate detection."""

    article: Article
    verdict: Verdict

    @property
    def read(self) -> bool:
        """Whether the article is to be read: it is not an exact duplicate."""
        return self.verdict.duplicate_of is None


class DuplicateReading(msgspec.Struct, frozen=True):
    """The empty reading of a duplicate, which is not read."""

    article: Article
    language: str | None = None
    entities: list[Entity] = []
    places: list[Place] = []
    dates: list[DateMention] = []
    events: list[CodedEvent] = []
    agency: str | None = None


def outcomes(
    reader: Reader,
    raws: Sequence[bytes | None],
    now: str,
    limits: ArticleLimits,
    verdicts: Sequence[Verdict | None] = (),
    received: Sequence[float | None] = (),
) -> list[Outcome]:
    """Return the outcomes of a batch of raw messages, one per message, in order.

    `now` is the RFC 3339 time for `processed_at`. `verdicts` are one per message or empty: which are not read, and the
    id of each. `received` are the Unix times (seconds) of the messages, one per message or empty.
    """
    decoded = [
        _judge(decode(raw, limits, moment), verdict) for raw, verdict, moment in zip_longest(raws, verdicts, received)
    ]
    results = iter(_read(reader, [item.article for item in decoded if isinstance(item, DecodedArticle) and item.read]))
    pipeline = Pipeline(version=VERSION, model=reader.model_name, ontology=reader.ontology)
    return [_outcome(item, results, now, pipeline, limits) for item in decoded]


def _judge(item: Article | DeadArticle, verdict: Verdict | None) -> DecodedArticle | DeadArticle:
    """Return the article with the id under which it is published."""
    if isinstance(item, DeadArticle):
        return item
    verdict = verdict or Verdict(item.id)
    return DecodedArticle(msgspec.structs.replace(item, id=verdict.article_id), verdict)


def _read(reader: Reader, articles: list[Article]) -> list[Reading | DeadArticle]:
    """Read a batch; if the reader raises, read each article alone to find the cause."""
    if not articles:
        return []
    try:
        results = reader.read(articles)
    except Exception as error:  # noqa: BLE001 - any error of the reader makes the article a dead letter
        if len(articles) == 1:
            return [_failed("read", error, articles[0])]
        return [_read(reader, [article])[0] for article in articles]
    return [
        DeadArticle(result.reason, "read", "Unreadable", result.message, result.article_id, source=article.source)
        if isinstance(result, Unreadable)
        else result
        for result, article in zip(results, articles, strict=True)
    ]


def _failed(stage: str, error: Exception, article: Article) -> DeadArticle:
    text = f"the reader raised on this article: {exception_text(error)}"
    return DeadArticle(Reason.READER_FAILED, stage, type(error).__name__, text, article.id, source=article.source)


def _outcome(
    item: DecodedArticle | DeadArticle,
    results: Iterator[Reading | DeadArticle],
    now: str,
    pipeline: Pipeline,
    limits: ArticleLimits,
) -> Outcome:
    if isinstance(item, DeadArticle):
        return item
    result: Reading | DeadArticle = next(results) if item.read else DuplicateReading(item.article)
    if isinstance(result, DeadArticle):
        return result
    try:
        outcome = _enriched(result, item.verdict, now, pipeline)
    except Exception as error:  # noqa: BLE001 - as in `_read`
        return _failed("encode", error, result.article)
    largest = max([len(outcome.value), *(len(event.value) for event in outcome.events)])
    if largest > limits.message_bytes - OVERHEAD:
        text = f"a record has {largest} bytes; DATELINE_MAX_MESSAGE_BYTES is {limits.message_bytes}"
        return DeadArticle(
            Reason.OUTPUT_TOO_LARGE, "encode", "Unreadable", text, outcome.article_id, source=outcome.source
        )
    return outcome


def _enriched(reading: Reading, verdict: Verdict, now: str, pipeline: Pipeline) -> Enriched:
    """Add id, time and versions to a reading, and encode it."""
    article = reading.article
    events = [_event(reading, coded, verdict, now, pipeline) for coded in reading.events]
    record = EnrichedArticle(
        article_id=article.id,
        url=article.url,
        title=article.title,
        source=article.source,
        section=article.section,
        language=reading.language,
        published_at=article.published_at,
        processed_at=now,
        duplicate_of=verdict.duplicate_of,
        event_ids=[event.event_id for event in events],
        pipeline=pipeline,
        entities=reading.entities,
        places=reading.places,
        dates=reading.dates,
        version_of=verdict.version_of,
        near_duplicate_of=verdict.near_duplicate_of,
        warnings=article.warnings,
    )
    outs = [
        OutgoingEvent(e.event_id, e.event_type, e.status, e.location.country if e.location else None, encode(e))
        for e in events
    ]
    labels = [entity.label for entity in reading.entities]
    later = verdict.version_of is not None
    return Enriched(
        article.id,
        article.published_at,
        encode(record),
        outs,
        labels,
        "exact" if verdict.duplicate_of else "near" if verdict.near_duplicate_of else None,
        later,
        article.warnings,
        article.source,
    )


def _event(reading: Reading, coded: CodedEvent, verdict: Verdict, now: str, pipeline: Pipeline) -> Event:
    article = reading.article
    return Event(
        event_id=coded.event_id(article.id),
        article_id=article.id,
        url=article.url,
        source=article.source,
        title=article.title,
        language=reading.language,
        published_at=article.published_at,
        processed_at=now,
        pipeline=pipeline,
        version_of=verdict.version_of,
        near_duplicate_of=verdict.near_duplicate_of,
        agency=reading.agency,
        **msgspec.structs.asdict(coded),
    )
