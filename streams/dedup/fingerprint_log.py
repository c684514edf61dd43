"""The log of fingerprints, a topic of one partition to which all workers publish and which all workers read.

The order of the log makes workers agree. For the articles of a batch a worker publishes the fingerprints, waits until
they are confirmed, reads the log up to them, and then has the verdicts (`window`). Nothing is stored on disk: a worker
that starts reads the log as far back as it matters before its first verdict.

If a worker dies after publishing fingerprints and before using the verdicts, the batch is read again, by this or
another worker, which finds the fingerprints in the log, with the same verdicts. During a broker outage publishing and
reading wait, and the batch with them.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from streams.contract.topics import FINGERPRINTS
from streams.dedup.fingerprint import Fingerprint, decode_fingerprint, encode_fingerprint
from streams.dedup.verdict import Verdict
from streams.dedup.window import Window, window_start_ms
from streams.kafka.async_producer import FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS, AsyncProducer
from streams.kafka.consumers import async_consumer
from streams.kafka.messages import OutgoingMessage
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

HOUR_MS = 3_600_000
AT_ONCE = 500
"""Maximum records added at once. A block holds at least twice as many, so that no verdict is dropped before the tasks
that wait for it have read it."""
POLL_MS = 1000
LAST_SECONDS = 10.0
"""Maximum seconds to wait for the last record of the log at the start."""


HEADERS = [("schema", b"dateline.fingerprint/1"), ("content-type", b"application/msgpack")]


class FingerprintLog:
    """Publishes and reads fingerprints, and returns verdicts, while `run` is running.

    Args:
        on_read: called after each read with the number of articles in memory and of records not yet read; first when
            all records that existed at the start are read.
    """

    def __init__(self, settings: Settings, publisher: AsyncProducer, on_read: Callable[[int, int], None]) -> None:
        self._settings, self._publisher, self._on_read = settings, publisher, on_read
        self._partition = TopicPartition(settings.topic(FINGERPRINTS), 0)
        self._block_ms = settings.duplicate_hours * HOUR_MS
        self._window = Window(self._block_ms, settings.duplicate_articles)
        self._changed = asyncio.Condition()
        self._next = self._goal = -1
        """Offsets: the next to read, and the one to reach before the first verdict; -1 if not yet known."""

    async def verdicts(self, fingerprints: Sequence[Fingerprint]) -> list[Verdict]:
        """Return the verdict on each article; wait while the log cannot be written or read."""
        if not fingerprints:
            return []
        keys = [fingerprint.key for fingerprint in fingerprints]
        async with self._changed:
            await self._changed.wait_for(lambda: 0 <= self._goal <= self._next)
            new = [f for f, key in zip(fingerprints, keys, strict=True) if self._window.verdict(key) is None]
        if new:
            await self._publisher.publish([self._outgoing(fingerprint) for fingerprint in new])
        async with self._changed:
            return await self._changed.wait_for(lambda: self._found(keys))

    def _found(self, keys: Sequence[bytes]) -> list[Verdict]:
        """Return the verdicts of these keys once all are known; empty before."""
        found = [verdict for key in keys if (verdict := self._window.verdict(key)) is not None]
        return found if len(found) == len(keys) else []

    def _outgoing(self, fingerprint: Fingerprint) -> OutgoingMessage:
        key = fingerprint.article_id.encode("utf-8", "replace")
        return OutgoingMessage(self._partition.topic, key, encode_fingerprint(fingerprint), HEADERS)

    async def run(self) -> None:
        """Read until cancelled; retry while the broker does not answer."""
        wait = FIRST_WAIT_SECONDS
        while True:
            consumer = async_consumer(self._settings, auto_offset_reset="earliest")
            try:
                await consumer.start()
                consumer.assign([self._partition])
                await self._begin(consumer)
                wait = FIRST_WAIT_SECONDS
                await self._follow(consumer)
            except (KafkaError, OSError) as error:
                log.error("cannot read %s: %r; retrying", self._partition.topic, error)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT_SECONDS)
            finally:
                await consumer.stop()

    async def _begin(self, consumer: AIOKafkaConsumer) -> None:
        """Seek to the next offset; at the start, to the first one that matters."""
        if self._next < 0:
            start = (await consumer.beginning_offsets([self._partition]))[self._partition]
            end = (await consumer.end_offsets([self._partition]))[self._partition]
            self._next = await self._first_needed(consumer, end) if end > start else start
            self._goal = end
            log.info("reading the fingerprints of %d articles", self._goal - self._next)
        consumer.seek(self._partition, self._next)

    async def _first_needed(self, consumer: AIOKafkaConsumer, end: int) -> int:
        """Return the first offset that matters of a log that ends at `end` (exclusive)."""
        consumer.seek(self._partition, end - 1)
        async with asyncio.timeout(LAST_SECONDS):
            last = await consumer.getone(self._partition)
        moment = max(0, window_start_ms(last.timestamp, self._block_ms))
        found = (await consumer.offsets_for_times({self._partition: moment}))[self._partition]
        return min(found.offset, end - 1) if found else end - 1

    async def _follow(self, consumer: AIOKafkaConsumer) -> None:
        started = time.monotonic()
        begun = self._next
        while True:
            if begun < self._goal <= self._next:
                log.info("read the fingerprints in %.1f s", time.monotonic() - started)
                begun = self._next
            if self._next >= self._goal:
                behind = (consumer.highwater(self._partition) or 0) - self._next
                self._on_read(len(self._window), max(0, behind))
            got = await consumer.getmany(self._partition, timeout_ms=POLL_MS, max_records=AT_ONCE)
            async with self._changed:
                await asyncio.to_thread(self._add, got.get(self._partition, []))
                self._changed.notify_all()

    def _add(self, records: Sequence[ConsumerRecord]) -> None:
        for record in records:
            if (fingerprint := decode_fingerprint(record.value)) is not None:
                self._window.add(fingerprint, record.timestamp)
            else:
                # From another version of Dateline during an upgrade, or from another program.
                log.warning("not a fingerprint of this version: %s[0]@%d", record.topic, record.offset)
            self._next = record.offset + 1
