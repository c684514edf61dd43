"""The agent `route`: events to events.<route> and happenings.input.

Each event is copied unchanged to the routes that match it, and sent to the happenings agent.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import chain
from typing import Any

import faust

from agents.worker.happenings_input import HappeningsInput
from streams.contract.topics import EVENTS, route_topic
from streams.dead_letters.dead_letter import headers_of
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.delivery import Batch, Delivery
from streams.kafka.messages import OutgoingMessage
from streams.ops.metrics import Metrics
from streams.ops.settings import Settings
from streams.routing.event_fields import event_fields
from streams.routing.routes import Route, matching_routes

log = logging.getLogger(__name__)

BATCH, WAIT_SECONDS = 500, 0.05
"""Events per batch, and maximum seconds to wait for it to fill: rules cost microseconds."""


class RouteAgent:
    """The agent `route`: matches events with routes and publishes them."""

    def __init__(
        self,
        settings: Settings,
        routes: Sequence[Route],
        publisher: AsyncProducer,
        happenings: HappeningsInput,
        metrics: Metrics,
    ) -> None:
        self._settings, self._routes, self._happenings, self._metrics = settings, routes, happenings, metrics
        self.delivery = Delivery(publisher, in_flight=2)

    def attach(self, app: faust.App) -> None:
        """Register the agent with a Faust app."""
        topic = app.topic(self._settings.topic(EVENTS), key_type=bytes, value_type=bytes)
        app.agent(topic, name="route", concurrency=1)(self._consume)

    async def _consume(self, stream: Any) -> None:
        async for events in stream.noack_take(BATCH, within=WAIT_SECONDS):
            await self.delivery.start(stream, events, self._process)

    async def _process(self, batch: Batch) -> None:
        names = [self._names(event.message) for event in batch.events]
        await batch.publish(self._outgoing(batch.events, names))
        await batch.acknowledge()
        for name in chain.from_iterable(names):
            self._metrics.routed.labels(name).inc()

    def _names(self, message: Any) -> list[str]:
        try:
            return matching_routes(self._routes, event_fields(message.value or b""))
        except Exception as error:  # noqa: BLE001 - nothing in a record may stop the worker
            where = {"topic": message.topic, "partition": message.partition, "offset": message.offset}
            self._metrics.records_skipped.labels(EVENTS).inc()
            log.warning("not an event, so not routed: %s[%d]@%d: %r", *message.tp, message.offset, error, extra=where)
            return []

    def _outgoing(self, events: Sequence[Any], names: list[list[str]]) -> list[OutgoingMessage]:
        routed = [
            OutgoingMessage(
                self._settings.topic(route_topic(name)),
                event.message.key,
                event.message.value,
                headers_of(event.message),
                optional=True,
            )
            for event, taken in zip(events, names, strict=True)
            for name in taken
        ]
        return routed + self._happenings.of_events([event.message for event in events])
