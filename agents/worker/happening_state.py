"""The happenings of one partition, restored from the published records: nothing is stored on disk.

A record of `happenings` is written to the partition with the same number as that of its messages in `happenings.input`,
in their order, and its headers name the last message that it depends on. So the published records are complete up to
some message, and a worker that restores them continues there:

    crash while publishing      the published records are read back. Messages before the last one that they depend on
                                are skipped; that one and later ones are processed again.
    partition lost unnoticed    a worker may still publish its decisions: the same versions with the same content as the
                                new owner's, because they depend on the same messages in the same order.

Copies that wait for their original are in no record; they are restored from the last `LOOKED_BACK` messages.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Sequence
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
"""Maximum milliseconds to wait for messages, and for the answer of a broker that has none."""
MOST = 2**63 - 1
OFFSET_HEADER, TIME_HEADER = "input-offset", "input-time"
"""Headers of a happening: offset and Unix time (seconds) of the message that it depends on."""
_happening = msgspec.json.Decoder(Happening).decode
_input = msgspec.json.Decoder(HappeningInput).decode
_pack = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True, slots=True)
class Published:
    """A version of a happening, and the message of `happenings.input` that it depends on."""

    happening: Happening
    offset: int
    time: float
    """Unix time (seconds)."""


@dataclass
class PartitionState:
    """The happenings of one partition, and how far its messages are processed."""

    joining: Joining
    done_below: int = 0
    """All output of the messages before this offset is published."""
    newest: float = -1.0
    """Largest Unix time (seconds) of those messages: offsets restart when a topic is re-created."""
    upcoming: int = 0
    """Offset of the next message, unless another worker had the partition meanwhile."""
    displaced: Sequence[Published] = ()
    """Highest versions that an older one follows on the topic. They must be published again: Kafka keeps the last."""

    def has_gap_before(self, message: Any) -> bool:
        """Return whether another worker processed messages before this one, so that their output must be read back.

        A worker that was removed from the group and rejoined may get the partition again without being notified.
        """
        return bool(message.offset > self.upcoming)

    def is_done(self, message: Any) -> bool:
        """Return whether all output of a message is already published."""
        return bool(message.offset < self.done_below and message.timestamp <= self.newest)

    def mark_done(self, message: Any) -> None:
        """Record that a message was processed."""
        self.done_below, self.newest = message.offset + 1, max(self.newest, message.timestamp)


def most_bytes(settings: Settings) -> int:
    """Return the maximum size of the record of a happening: the message limit without key and headers."""
    return settings.max_message_bytes - OVERHEAD


async def read_back(settings: Settings, partition: int, before: int) -> PartitionState:
    """Return the state before the message at offset `before`; retry until a broker answers."""
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
    published = PublishedRecords()
    async for message in _messages(consumer, TopicPartition(settings.topic(HAPPENINGS), partition)):
        published.add(message)
    inputs = TopicPartition(settings.topic(HAPPENINGS_INPUT), partition)
    first, stop = before - LOOKED_BACK, max(before, published.offset + 1)
    earlier = [earlier_message(message) async for message in _messages(consumer, inputs, first, stop)]
    state = await asyncio.to_thread(published.state, settings, earlier, before)
    log.info("read back %d happenings of partition %d", len(state.joining.store), partition)
    return state


@dataclass(frozen=True, slots=True)
class EarlierMessage:
    """A message of `happenings.input` that was, or may have been, processed before."""

    offset: int
    time: float
    """Unix time (seconds)."""
    copy: Copy | None


class PublishedRecords:
    """The latest version of each happening in one partition, and the last input message that they depend on."""

    def __init__(self) -> None:
        self.latest: dict[str, Published] = {}
        """Highest versions by id, in order of the last change."""
        self._displaced: set[str] = set()
        self.offset, self.time = -1, -1.0
        """Offset and Unix time (seconds) of the last message of `happenings.input` that a record depends on."""

    def add(self, message: Any) -> None:
        """Add the next message of `happenings`."""
        try:
            happening = _happening(message.value or b"")
            # What cannot be packed would raise later, when the store packs it.
            _pack(happening)
        except (*NO_RECORD, OverflowError) as error:
            log.warning("not a happening: %s[%d]@%d: %s", message.topic, message.partition, message.offset, error)
            return
        identity = happening.happening_id
        known = self.latest.get(identity)
        offset, moment = _follows_from(message)
        if known is None or known.happening.version < happening.version:
            # Removed first, so that the order is that of the last changes.
            self.latest.pop(identity, None)
            self.latest[identity] = Published(happening, offset, moment)
        if known is not None and happening.version < known.happening.version:
            self._displaced.add(identity)
        else:
            self._displaced.discard(identity)
        if offset > self.offset:
            self.offset, self.time = offset, moment

    def state(self, settings: Settings, earlier: Sequence[EarlierMessage], before: int) -> PartitionState:
        """Return the state from which to continue.

        Args:
            earlier: messages of `happenings.input`, up to the last one that a record depends on.
            before: offset of the first message that is not acknowledged.
        """
        displaced = [published for identity, published in self.latest.items() if identity in self._displaced]
        state = PartitionState(self._joining(settings), upcoming=before, displaced=displaced)
        for message in earlier:
            if message.offset <= self.offset:
                state.newest = max(state.newest, message.time)
            if (message.offset, message.time) == (self.offset, self.time):
                # The output of this one may be incomplete: it is processed again. Another message at its offset would
                # mean that the topic was re-created.
                state.done_below = self.offset
        for message in earlier:
            if message.copy is not None and message.offset < max(before, state.done_below):
                state.joining.await_original(message.copy)
        return state

    def _joining(self, settings: Settings) -> Joining:
        happenings = [published.happening for published in self.latest.values()]
        try:
            return _loaded(settings, happenings)
        except Exception as error:  # noqa: BLE001 - nothing in a record may stop the worker
            log.warning("a happening cannot be read back: %r; trying each alone", error)
        return _loaded(settings, [happening for happening in happenings if _is_loadable(settings, happening)])


def _loaded(settings: Settings, happenings: Iterable[Happening]) -> Joining:
    joining = Joining(settings.happenings, most_bytes(settings))
    joining.load(happenings)
    return joining


def _is_loadable(settings: Settings, happening: Happening) -> bool:
    try:
        _loaded(settings, [happening])
    except Exception as error:  # noqa: BLE001 - nothing in a record may stop the worker
        log.warning("left out, the happening %s: %r", happening.happening_id, error)
        return False
    return True


def earlier_message(message: Any) -> EarlierMessage:
    """Return the needed parts of a message of `happenings.input`, with its time in seconds as in Faust."""
    try:
        copy = _input(message.value or b"").copy
    except NO_RECORD:
        copy = None
    return EarlierMessage(message.offset, message.timestamp / 1000.0, copy)


def _follows_from(message: Any) -> tuple[int, float]:
    """Return offset and time of the input message in the headers of a record; (-1, -1.0) if they are missing."""
    headers = dict(message.headers)
    try:
        return int(headers[OFFSET_HEADER]), float(headers[TIME_HEADER])
    except (KeyError, ValueError, TypeError):
        return -1, -1.0


async def _messages(
    consumer: AIOKafkaConsumer, partition: TopicPartition, start: int = 0, end: int | None = None
) -> AsyncIterator[Any]:
    """Yield the messages of a partition from `start` to `end` (exclusive; default: its current end).

    The broker's end offset is checked against that of a fetch, because the embedded broker reports the start of the
    last record batch.
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
