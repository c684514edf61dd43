"""AGENT articles.raw -> articles.enriched, events, dead letters. Thin: the pool reads, the delivery carries."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import faust

from agents.pool.outcome import VERSION, DeadArticle, Enriched, Outcome
from agents.pool.reader_pool import ReaderPool
from agents.worker.deduplication import Deduplicator
from streams.contract.codec import parse_moment
from streams.contract.headers import article_headers, event_headers
from streams.contract.topics import DEAD, ENRICHED, EVENTS, RAW
from streams.dead_letters.dead_letter import dead_letter
from streams.dead_letters.dead_ratio import DeadRatioLimit
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.delivery import Delivery
from streams.kafka.messages import OutgoingMessage
from streams.ops.metrics import Metrics
from streams.ops.settings import Settings

T = TypeVar("T")
log = logging.getLogger(__name__)

CHUNK_BYTES = 400_000
"""Raw bytes a batch holds at the most, so that its time-out fits batches of long articles too."""


class EnrichAgent:
    """The agent and what it needs: settings, the reader pool, the publisher, the duplicates, the metrics."""

    def __init__(
        self,
        settings: Settings,
        pool: ReaderPool,
        publisher: AsyncProducer,
        duplicates: Deduplicator,
        metrics: Metrics,
    ) -> None:
        self._settings, self._pool, self._duplicates, self._metrics = settings, pool, duplicates, metrics
        self._limit = DeadRatioLimit(settings.dead_ratio, settings.dead_window)
        self.delivery: Delivery[list[Outcome]] = Delivery(
            publisher, self._read, self._outgoing, self._settled, in_flight=2 * settings.processes
        )

    def attach(self, app: faust.App) -> None:
        """Make it an agent of a Faust app."""
        topic = app.topic(self._settings.topic(RAW), key_type=bytes, value_type=bytes)
        app.agent(topic, name="enrich", concurrency=1)(self._consume)

    async def _consume(self, stream: Any) -> None:
        settings = self._settings
        async for events in stream.noack_take(settings.batch_articles, within=settings.batch_wait_seconds):
            for chunk in chunks(events, settings.batch_articles, _size):
                await self.delivery.take(stream, chunk)

    async def _read(self, events: Sequence[Any]) -> list[Outcome]:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        raws = [event.message.value for event in events]
        received = [event.message.timestamp for event in events]
        outcomes, seconds = await self._pool.read(raws, now, await self._duplicates.verdicts(raws), received)
        self._metrics.batch_articles.observe(len(events))
        self._metrics.reading_seconds.observe(seconds)
        return outcomes

    def _outgoing(self, events: Sequence[Any], outcomes: list[Outcome]) -> list[OutgoingMessage]:
        self._limit.check([isinstance(outcome, DeadArticle) for outcome in outcomes])
        messages: list[OutgoingMessage] = []
        for event, outcome in zip(events, outcomes, strict=True):
            messages.extend(self._messages(event.message, outcome))
        return messages

    def _messages(self, message: Any, outcome: Outcome) -> list[OutgoingMessage]:
        topic = self._settings.topic
        if isinstance(outcome, DeadArticle):
            letter = dead_letter(
                message,
                topic(DEAD),
                reason=outcome.reason,
                stage=outcome.stage,
                exception=outcome.exception,
                text=outcome.message,
                attempts=outcome.attempts,
                version=VERSION,
            )
            return [letter]
        key = outcome.article_id.encode("utf-8", "replace")
        article = OutgoingMessage(topic(ENRICHED), key, outcome.value, article_headers(outcome.article_id))
        return [
            article,
            *(
                OutgoingMessage(topic(EVENTS), key, e.value, event_headers(e.id, e.type, e.country))
                for e in outcome.events
            ),
        ]

    def _settled(self, events: Sequence[Any], outcomes: list[Outcome]) -> None:
        metrics = self._metrics
        for event, outcome in zip(events, outcomes, strict=True):
            message = event.message
            metrics.taken.inc()
            metrics.raw_bytes.inc(len(message.value or b""))
            metrics.settled_append[(message.topic, message.partition)] = message.timestamp
            if isinstance(outcome, Enriched):
                metrics.settled(message.timestamp, _moment(outcome.published_at))
                self._count(outcome)
            else:
                metrics.settled(message.timestamp)
                metrics.articles.labels("dead", outcome.reason).inc()
                _tell(message, outcome)

    def _count(self, outcome: Enriched) -> None:
        metrics = self._metrics
        for warning in outcome.warnings:
            metrics.article_warnings.labels(warning.field, warning.reason).inc()
        if outcome.duplicate:
            metrics.articles.labels("duplicate", "").inc()
            metrics.duplicates.labels(outcome.duplicate).inc()
            return
        metrics.articles.labels("enriched", "").inc()
        metrics.versions.inc(outcome.later_version)
        for coded in outcome.events:
            metrics.events.labels(coded.type, coded.status).inc()
            metrics.event_places.labels(coded.country or "").inc()
        for label in outcome.labels:
            metrics.entities.labels(label).inc()


def chunks(items: Iterable[T], most: int, size: Callable[[T], int]) -> Iterator[list[T]]:
    """Cut a stream into batches of at most `most` items and `CHUNK_BYTES` bytes; the order stays."""
    chunk: list[T] = []
    total = 0
    for item in items:
        length = size(item)
        if chunk and (len(chunk) >= most or total + length > CHUNK_BYTES):
            yield chunk
            chunk, total = [], 0
        chunk.append(item)
        total += length
    if chunk:
        yield chunk


def _moment(published_at: str | None) -> float | None:
    """Unix time of a publication; None where only the day is known."""
    if published_at is None or "T" not in published_at.upper():
        return None
    moment = parse_moment(published_at)
    return moment.timestamp() if moment else None


def _tell(message: Any, dead: DeadArticle) -> None:
    """One line in the log a dead letter."""
    where = {"topic": message.topic, "partition": message.partition, "offset": message.offset}
    about = {"article_id": dead.article_id, "reason": dead.reason.value, "stage": dead.stage}
    place = "{}[{}]@{}".format(*where.values())
    log.warning("dead letter %s of %s: %s", dead.reason, place, dead.message[:200], extra=where | about)


def _size(event: Any) -> int:
    return len(event.message.value or b"")
