"""The agent `happenings`: happenings.input to happenings, one record per real-world event.

`agents.happenings` decides; this module connects it to Kafka. One batch is processed at a time, because each decision
depends on earlier ones. Records are published in the order of the messages that they depend on; of consecutive changes
to one happening only the last is published.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import faust

from agents.worker.happening_state import OFFSET_HEADER, TIME_HEADER, PartitionState, most_bytes, read_back
from agents.worker.happenings_input import input_of
from streams.contract.codec import encode
from streams.contract.happening import Happening
from streams.contract.headers import happening_headers
from streams.contract.topics import HAPPENINGS, HAPPENINGS_INPUT
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.delivery import Batch, Delivery
from streams.kafka.messages import OutgoingMessage
from streams.ops.metrics import Metrics
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

BATCH, WAIT_SECONDS = 200, 0.05
"""Messages per batch, and maximum seconds to wait for it to fill."""


@dataclass(frozen=True, slots=True)
class Change:
    """A happening to publish, and the message that changed it."""

    happening: Happening
    partition: int
    offset: int
    timestamp: float
    """Unix time (seconds) of the message."""


class HappeningsAgent:
    """The agent `happenings`: joins events to happenings and publishes their versions."""

    def __init__(self, settings: Settings, producer: AsyncProducer, metrics: Metrics) -> None:
        self._settings, self._metrics = settings, metrics
        self._states: dict[int, PartitionState] = {}
        self.events = 0
        """Number of events whose output is published."""
        self._events_seen = 0
        self.delivery = Delivery(producer, in_flight=1)

    def attach(self, app: faust.App) -> None:
        """Register the agent with a Faust app."""
        topic = app.topic(self._settings.topic(HAPPENINGS_INPUT), key_type=bytes, value_type=bytes)
        app.agent(topic, name="happenings", concurrency=1)(self._consume)
        app.on_partitions_assigned.connect(self._assigned)

    async def _assigned(self, _: Any, assigned: set[Any], **__: Any) -> None:
        """Drop the state of partitions that a rebalance assigned to other workers."""
        mine = {tp.partition for tp in assigned if tp.topic == self._settings.topic(HAPPENINGS_INPUT)}
        self._states = {partition: state for partition, state in self._states.items() if partition in mine}

    async def _consume(self, stream: Any) -> None:
        async for events in stream.noack_take(BATCH, within=WAIT_SECONDS):
            await self.delivery.start(stream, events, self._process)

    async def _process(self, batch: Batch) -> None:
        changes = await self._join(batch.events)
        await batch.publish(self.outgoing(changes))
        await batch.acknowledge()
        self._count(len(changes))

    async def _join(self, events: Sequence[Any]) -> list[Change]:
        states = self._states
        for message in (event.message for event in events):
            state = states.get(message.partition)
            if state is None or state.has_gap_before(message):
                with self._metrics.happenings_read_back_seconds.time():
                    state = await read_back(self._settings, message.partition, message.offset)
                states[message.partition] = state
            state.upcoming = max(state.upcoming, message.offset + 1)
        return await asyncio.to_thread(self.changes, states, [event.message for event in events])

    def changes(self, states: dict[int, PartitionState], messages: Sequence[Any]) -> list[Change]:
        """Return the changes that follow from messages of `happenings.input`, and advance the states of partitions."""
        changes = [change for partition, state in states.items() for change in _again(partition, state)]
        last: dict[int, Change] = {}
        for message in messages:
            state = states[message.partition]
            if state.is_done(message):
                continue
            for happening in self._apply(state, message):
                change = Change(happening, message.partition, message.offset, message.timestamp)
                before = last.get(message.partition)
                if before is not None and before.happening.happening_id == happening.happening_id:
                    changes.remove(before)
                changes.append(change)
                last[message.partition] = change
            state.mark_done(message)
        return changes

    def _apply(self, state: PartitionState, message: Any) -> list[Happening]:
        began = time.perf_counter()
        joining = state.joining
        try:
            given, invalid = input_of(message.value or b"")
            found = joining.add_copy(given.copy) if given.copy is not None else joining.add_events(given.events)
        except Exception as error:  # noqa: BLE001 - nothing in a record may stop the worker
            self._skip(message, [repr(error)])
            return []
        self._skip(message, [*invalid, *joining.take_failures()])
        self._events_seen += len(given.events)
        self._metrics.happening_seconds.observe(time.perf_counter() - began)
        return found

    def _skip(self, message: Any, reasons: Sequence[str]) -> None:
        """Count and log what is in no happening."""
        for reason in reasons:
            self._metrics.records_skipped.labels(HAPPENINGS_INPUT).inc()
            log.warning("not for a happening: %s[%d]@%d: %s", *message.tp, message.offset, reason)

    def outgoing(self, changes: list[Change]) -> list[OutgoingMessage]:
        """Return the messages that publish changes."""
        return [message for change in changes if (message := self._message(change)) is not None]

    def _message(self, change: Change) -> OutgoingMessage | None:
        happening = change.happening
        value = encode(happening)
        if len(value) > most_bytes(self._settings):
            log.error("%s cannot be published: it takes %d bytes", happening.happening_id, len(value))
            return None
        country = happening.location.country if happening.location else None
        headers = [
            *happening_headers(happening.happening_id, happening.version, happening.event_type, country),
            (OFFSET_HEADER, str(change.offset).encode()),
            (TIME_HEADER, str(change.timestamp).encode()),
        ]
        topic, key = self._settings.topic(HAPPENINGS), happening.happening_id.encode()
        return OutgoingMessage(topic, key, value, headers, optional=True, partition=change.partition)

    def _count(self, published: int) -> None:
        metrics = self._metrics
        self.events = self._events_seen
        metrics.happenings_published.inc(published)
        states = list(self._states.values())
        metrics.happenings_held.set(sum(len(state.joining.store) for state in states))
        for state in states:
            for name, count in state.joining.take_tally().items():
                metrics.happening_changes.labels(name).inc(count)


def _again(partition: int, state: PartitionState) -> list[Change]:
    """Return the versions of a partition that must be published again."""
    displaced, state.displaced = state.displaced, ()
    return [Change(one.happening, partition, one.offset, one.time) for one in displaced]
