"""The happenings of one partition, read back from what was published: nothing is kept on disk.

`happenings` is written to the partition of the same number as the one of `happenings.input` whose messages made it,
in their order, and each record names the message that it follows from. So what was published is always all that
follows from the messages up to one of them, and whoever reads it back goes on there:

    a worker dies while publishing    what it had published is read back; the messages before the last one that it
                                      followed are skipped, that one and those after it are worked on.
    a worker that lost the partition  publishes what it had decided all the same: the same versions with the same
    without knowing                   content, because they follow from the same messages in the same order.

Copies that wait for their original are in no record. They are found again in the last `LOOKED_BACK` messages.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from agents.happenings.joining import Joining
from streams.contract.happening import Happening, HappeningInput
from streams.contract.topics import HAPPENINGS, HAPPENINGS_INPUT
from streams.kafka.async_producer import FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS
from streams.kafka.consumers import async_consumer
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

LOOKED_BACK = 5_000
POLL_MS = 1_000
OFFSET_HEADER, TIME_HEADER = "input-offset", "input-time"
"""Of a happening: offset and Unix time (seconds) of the message that it follows from."""
_happening = msgspec.json.Decoder(Happening).decode
_input = msgspec.json.Decoder(HappeningInput).decode


@dataclass
class PartitionState:
    """The happenings of one partition, and the last message that they follow from."""

    joining: Joining
    offset: int = -1
    time: float = -1.0
    """Unix time (seconds) of that message: offsets begin again where a topic was made again."""

    def is_done(self, message: Any) -> bool:
        """Whether all that follows from a message was published before."""
        return bool(message.offset < self.offset and message.timestamp <= self.time)


async def read_back(settings: Settings, partition: int, before: int) -> PartitionState:
    """The state from which to go on with the message at offset `before`; waits for a broker that answers."""
    wait = FIRST_WAIT_SECONDS
    while True:
        consumer = async_consumer(settings, auto_offset_reset="earliest")
        try:
            await consumer.start()
            return await _read(consumer, settings, partition, before)
        except (KafkaError, OSError) as error:
            log.error("cannot read back the happenings of partition %d: %r; trying again", partition, error)
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT_SECONDS)
        finally:
            await consumer.stop()


async def _read(consumer: AIOKafkaConsumer, settings: Settings, partition: int, before: int) -> PartitionState:
    state = PartitionState(Joining(settings.happenings))
    latest: dict[str, Happening] = {}
    async for message in _messages(consumer, TopicPartition(settings.topic(HAPPENINGS), partition)):
        try:
            happening = _happening(message.value or b"")
        except msgspec.DecodeError as error:
            log.warning("not a happening: %s[%d]@%d: %s", message.topic, partition, message.offset, error)
            continue
        known = latest.get(happening.happening_id)
        if known is None or known.version < happening.version:
            # Taken out first, so that the order is that of the last changes.
            latest.pop(happening.happening_id, None)
            latest[happening.happening_id] = happening
        offset, moment = _follows_from(message)
        if (moment, offset) > (state.time, state.offset):
            state.offset, state.time = offset, moment
    await asyncio.to_thread(state.joining.load, list(latest.values()))
    inputs = TopicPartition(settings.topic(HAPPENINGS_INPUT), partition)
    async for message in _messages(consumer, inputs, before - LOOKED_BACK, before):
        try:
            copy = _input(message.value or b"").copy
        except msgspec.DecodeError:
            continue
        if copy is not None:
            state.joining.await_original(copy)
    log.info("read back %d happenings of partition %d", len(state.joining.store), partition)
    return state


def _follows_from(message: Any) -> tuple[int, float]:
    """Offset and time of the message of `happenings.input`; before all of them where a record does not say."""
    headers = dict(message.headers)
    try:
        return int(headers[OFFSET_HEADER]), float(headers[TIME_HEADER])
    except (KeyError, ValueError):
        return -1, -1.0


async def _messages(
    consumer: AIOKafkaConsumer, partition: TopicPartition, start: int = 0, end: int | None = None
) -> AsyncIterator[Any]:
    """The messages of a partition from `start` to before `end`, or to what is its end now."""
    consumer.assign([partition])
    begin = (await consumer.beginning_offsets([partition]))[partition]
    last = (await consumer.end_offsets([partition]))[partition]
    stop = last if end is None else min(end, last)
    if max(start, begin) >= stop:
        return
    consumer.seek(partition, max(start, begin))
    while await consumer.position(partition) < stop:
        got = await consumer.getmany(partition, timeout_ms=POLL_MS)
        for message in got.get(partition, []):
            if message.offset < stop:
                yield message
