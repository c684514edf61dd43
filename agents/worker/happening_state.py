"""The happenings of one partition, read back from what was published: nothing is kept on disk.

`happenings` is written to the partition of the same number as the one of `happenings.input` whose messages made it,
in their order, and each record names the message that it follows from. So what was published is always all that
follows from the messages up to one of them, and a worker that reads it back continues there:

    a worker dies while publishing    what it had published is read back; the messages before the last one that it
                                      followed are skipped, that one and those after it are worked on.
    a worker that lost the partition  publishes what it had decided nevertheless: the same versions with the same
    without knowing                   content, because they follow from the same messages in the same order.

Copies that wait for their original are in no record. They are found again in the last `LOOKED_BACK` messages.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from agents.happenings.joining import Joining
from agents.pool.batch_outcomes import OVERHEAD
from streams.contract.errors import NO_RECORD
from streams.contract.happening import Copy, Happening, HappeningInput
from streams.contract.topics import HAPPENINGS, HAPPENINGS_INPUT
from streams.kafka.async_producer import FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS
from streams.kafka.consumers import async_consumer
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

LOOKED_BACK = 5_000
POLL_MS, FETCH_MS = 1_000, 100
"""Maximum milliseconds to wait for messages, and for a broker that has none to answer."""
MOST = 2**63 - 1
OFFSET_HEADER, TIME_HEADER = "input-offset", "input-time"
"""Of a happening: offset and Unix time (seconds) of the message that it follows from."""
_happening = msgspec.json.Decoder(Happening).decode
_input = msgspec.json.Decoder(HappeningInput).decode


@dataclass
class PartitionState:
    """The happenings of one partition, and the position up to which its messages are processed."""

    joining: Joining
    done_below: int = 0
    """All that follows from the messages before this offset was published."""
    newest: float = -1.0
    """Largest Unix time (seconds) of those messages: offsets begin again where a topic was made again."""
    upcoming: int = 0
    """Offset of the next message, where no other worker had the partition meanwhile."""

    def misses(self, message: Any) -> bool:
        """Return whether messages before this one went to another worker: what followed from them has to be read back.

        A worker that was put out of the group and came back may hold the partition again without a word of it.
        """
        return bool(message.offset > self.upcoming)

    def is_done(self, message: Any) -> bool:
        """Return whether all that follows from a message was published before."""
        return bool(message.offset < self.done_below and message.timestamp <= self.newest)

    def mark_done(self, message: Any) -> None:
        """Take note that a message was worked on."""
        self.done_below, self.newest = message.offset + 1, max(self.newest, message.timestamp)


def most_bytes(settings: Settings) -> int:
    """Return what the record of a happening may take: what a message may, less its key and headers."""
    return settings.max_message_bytes - OVERHEAD


async def read_back(settings: Settings, partition: int, before: int) -> PartitionState:
    """Return the state from which to continue with the message at offset `before`; waits for a broker that answers."""
    wait = FIRST_WAIT_SECONDS
    while True:
        consumer = async_consumer(settings, auto_offset_reset="earliest", fetch_max_wait_ms=FETCH_MS)
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
    published = Published()
    async for message in _messages(consumer, TopicPartition(settings.topic(HAPPENINGS), partition)):
        published.add(message)
    inputs = TopicPartition(settings.topic(HAPPENINGS_INPUT), partition)
    first, stop = before - LOOKED_BACK, max(before, published.offset + 1)
    earlier = [earlier_message(message) async for message in _messages(consumer, inputs, first, stop)]
    state = await asyncio.to_thread(published.state, settings, earlier, before)
    log.info("read back %d happenings of partition %d", len(state.joining.store), partition)
    return state


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message of `happenings.input` that was worked on before, or may have been."""

    offset: int
    time: float
    """Unix time (seconds)."""
    copy: Copy | None


class Published:
    """What the messages of one partition of `happenings` show: the latest version of each, and how far they go."""

    def __init__(self) -> None:
        self.latest: dict[str, Happening] = {}
        """By id, those that changed longest ago first."""
        self.offset, self.time = -1, -1.0
        """Of the last message of `happenings.input` that anything follows from."""

    def add(self, message: Any) -> None:
        """Take in the next message."""
        try:
            happening = _happening(message.value or b"")
        except NO_RECORD as error:
            log.warning("not a happening: %s[%d]@%d: %s", message.topic, message.partition, message.offset, error)
            return
        known = self.latest.get(happening.happening_id)
        if known is None or known.version < happening.version:
            # Taken out first, so that the order is that of the last changes.
            self.latest.pop(happening.happening_id, None)
            self.latest[happening.happening_id] = happening
        offset, moment = _follows_from(message)
        if offset > self.offset:
            self.offset, self.time = offset, moment

    def state(self, settings: Settings, earlier: Sequence[Earlier], before: int) -> PartitionState:
        """Return the state from which to continue.

        Args:
            earlier: messages of `happenings.input`, up to the last one that anything follows from.
            before: offset of the first message that is not acknowledged.
        """
        state = PartitionState(Joining(settings.happenings, most_bytes(settings)), upcoming=before)
        state.joining.load(list(self.latest.values()))
        for message in earlier:
            if message.offset <= self.offset:
                state.newest = max(state.newest, message.time)
            if (message.offset, message.time) == (self.offset, self.time):
                # Of this one not all may be published: it is worked on again. Another one at its offset shows
                # that the topic was made again.
                state.done_below = self.offset
        for message in earlier:
            if message.copy is not None and message.offset < max(before, state.done_below):
                state.joining.await_original(message.copy)
        return state


def earlier_message(message: Any) -> Earlier:
    """Return what is looked at of a message of `happenings.input`; its time as Faust gives it."""
    try:
        copy = _input(message.value or b"").copy
    except NO_RECORD:
        copy = None
    return Earlier(message.offset, message.timestamp / 1000.0, copy)


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
    """Yield the messages of a partition from `start` to before `end`, or to what is its end now.

    What the broker says of the end is checked against that of a fetch: the embedded broker gives as end the start of
    the last record batch.
    """
    consumer.assign([partition])
    begin = (await consumer.beginning_offsets([partition]))[partition]
    last = (await consumer.end_offsets([partition]))[partition]
    if end is not None and max(start, begin) >= end:
        return
    consumer.seek(partition, max(start, begin))
    fetched: int | None = None
    while fetched is None or await consumer.position(partition) < min(max(last, fetched), end or MOST):
        got = await consumer.getmany(partition, timeout_ms=POLL_MS)
        if fetched is None:
            fetched = consumer.last_stable_offset(partition)
        for message in got.get(partition, []):
            if end is None or message.offset < end:
                yield message
