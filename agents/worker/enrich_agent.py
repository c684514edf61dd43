"""The agent `enrich`: articles.raw to articles.enriched, events, dead letters and happenings.input."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import faust

from agents.pool.batches import batches
from agents.pool.outcome import DeadArticle, Enriched, Outcome
from agents.pool.reader_pool import ReaderPool
from agents.worker.deduplication import Deduplicator
from agents.worker.happenings_input import HappeningsInput
from agents.worker.outcome_metrics import account
from agents.worker.outgoing import outcome_of, outgoing
from streams.contract.topics import RAW
from streams.dead_letters.dead_ratio import DeadRatioLimit
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.delivery import Batch, Delivery
from streams.kafka.messages import OutgoingMessage
from streams.ops.metrics import Metrics
from streams.ops.settings import Settings


class EnrichAgent:
    """The agent `enrich`: deduplicates, reads and publishes articles in batches."""

    def __init__(
        self,
        settings: Settings,
        pool: ReaderPool,
        publisher: AsyncProducer,
        duplicates: Deduplicator,
        happenings: HappeningsInput,
        metrics: Metrics,
    ) -> None:
        self._settings, self._pool, self._duplicates, self._metrics = settings, pool, duplicates, metrics
        self._happenings = happenings
        self._limit = DeadRatioLimit(settings.dead_ratio, settings.dead_window)
        self.delivery = Delivery(publisher, in_flight=2 * settings.processes)

    def attach(self, app: faust.App) -> None:
        """Register the agent with a Faust app."""
        topic = app.topic(self._settings.topic(RAW), key_type=bytes, value_type=bytes)
        app.agent(topic, name="enrich", concurrency=1)(self._consume)

    async def _consume(self, stream: Any) -> None:
        settings = self._settings
        async for events in stream.noack_take(settings.batch_articles, within=settings.batch_wait_seconds):
            for batch in batches(events, settings.batch_articles, _size):
                await self.delivery.start(stream, batch, self._process)

    async def _process(self, batch: Batch) -> None:
        outcomes = await self._read(batch.events)
        await batch.turn()
        self._limit.check([(outcome.source, isinstance(outcome, DeadArticle)) for outcome in outcomes])
        await batch.publish(self._outgoing(batch.events, outcomes))
        await batch.acknowledge()
        account(self._metrics, batch.events, outcomes)

    async def _read(self, events: Sequence[Any]) -> list[Outcome]:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        raws = [event.message.value for event in events]
        received = [event.message.timestamp for event in events]
        outcomes, seconds = await self._pool.read(raws, now, await self._duplicates.verdicts(raws), received)
        self._metrics.batch_articles.observe(len(events))
        self._metrics.reading_seconds.observe(seconds)
        return [outcome_of(event.message, outcome) for event, outcome in zip(events, outcomes, strict=True)]

    def _outgoing(self, events: Sequence[Any], outcomes: list[Outcome]) -> list[OutgoingMessage]:
        pairs = zip(events, outcomes, strict=True)
        published = [out for event, outcome in pairs for out in outgoing(event.message, outcome, self._settings)]
        duplicates = (outcome for outcome in outcomes if isinstance(outcome, Enriched))
        return published + [out for outcome in duplicates for out in self._happenings.of_duplicate(outcome)]


def _size(event: Any) -> int:
    return len(event.message.value or b"")
