"""The log of fingerprints, a topic of one partition: each worker publishes its own there and reads everyone's.

The order of the log is what workers agree by. For the articles of a batch a worker publishes the fingerprints,
waits until they are confirmed, reads the log up to them, and has the verdicts (`window`). Nothing is kept on disk:
a worker that starts reads what is still remembered, before its first verdict.

What if it dies here?
    fingerprints published, verdicts not used   the batch is taken again, by this or another worker; it finds its
                                                fingerprints in the log, with the verdicts that they had.
    the broker                                  publishing or reading waits, and with it the batch.
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
from streams.dedup.window import Window, first_moment
from streams.kafka.async_producer import FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS, AsyncProducer
from streams.kafka.consumers import async_consumer
from streams.kafka.messages import OutgoingMessage
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

HOUR_MS = 3_600_000
AT_ONCE = 500
"""Most records taken in at once; the least size of a block is twice this, so that no verdict is forgotten before
those who wait for it have looked."""
POLL_MS = 1000
LAST_SECONDS = 10.0
"""How long the log's last record may fail to come, where its time is asked for."""


HEADERS = [("schema", b"dateline.fingerprint/1"), ("content-type", b"application/msgpack")]


class FingerprintLog:
    """Publishes, reads, and gives the verdicts, while `run` runs.

    Args:
        on_read: called after each step with the number of articles remembered and of records still to be read;
            the first time when all is read that was there at the start.
    """

    def __init__(self, settings: Settings, publisher: AsyncProducer, on_read: Callable[[int, int], None]) -> None:
        self._settings, self._publisher, self._on_read = settings, publisher, on_read
        self._partition = TopicPartition(settings.topic(FINGERPRINTS), 0)
        self._block_ms = settings.duplicate_hours * HOUR_MS
        self._window = Window(self._block_ms, settings.duplicate_articles)
        self._changed = asyncio.Condition()
        self._next = self._goal = -1
        """Offsets: to read next, and to have read before the first verdict; -1 where not yet known."""

    async def verdicts(self, fingerprints: Sequence[Fingerprint]) -> list[Verdict]:
        """Return the verdict on each article; waits for as long as the log cannot be written or read."""
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
        """Their verdicts, once all are there; none before."""
        found = [verdict for key in keys if (verdict := self._window.verdict(key)) is not None]
        return found if len(found) == len(keys) else []

    def _outgoing(self, fingerprint: Fingerprint) -> OutgoingMessage:
        key = fingerprint.article_id.encode("utf-8", "replace")
        return OutgoingMessage(self._partition.topic, key, encode_fingerprint(fingerprint), HEADERS)

    async def run(self) -> None:
        """Read until cancelled; where the broker does not answer, try on."""
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
                log.error("cannot read %s: %r; holding, trying on", self._partition.topic, error)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT_SECONDS)
            finally:
                await consumer.stop()

    async def _begin(self, consumer: AIOKafkaConsumer) -> None:
        """Seek to where reading continues; the first time, to where what is remembered begins."""
        if self._next < 0:
            start = (await consumer.beginning_offsets([self._partition]))[self._partition]
            end = (await consumer.end_offsets([self._partition]))[self._partition]
            self._next = await self._remembered(consumer, end) if end > start else start
            self._goal = end
            log.info("reading the fingerprints of %d articles", self._goal - self._next)
        consumer.seek(self._partition, self._next)

    async def _remembered(self, consumer: AIOKafkaConsumer, end: int) -> int:
        """Return the offset from which on a log that ends at `end` counts."""
        consumer.seek(self._partition, end - 1)
        async with asyncio.timeout(LAST_SECONDS):
            last = await consumer.getone(self._partition)
        moment = max(0, first_moment(last.timestamp, self._block_ms))
        found = (await consumer.offsets_for_times({self._partition: moment}))[self._partition]
        return min(found.offset, end - 1) if found else end - 1

    async def _follow(self, consumer: AIOKafkaConsumer) -> None:
        started = time.monotonic()
        begun = self._next
        while True:
            if begun < self._goal <= self._next:
                log.info("read them in %.1f s", time.monotonic() - started)
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
                # Of another version of Dateline, while workers are being replaced; or someone else's.
                log.warning("not a fingerprint of ours: %s[0]@%d", record.topic, record.offset)
            self._next = record.offset + 1
