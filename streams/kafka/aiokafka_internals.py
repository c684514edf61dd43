"""All uses of private parts of aiokafka: a producer that stops within a time limit, and safe decoding of batches.

Importing this module patches aiokafka in this process, including Faust's consumers: record batches are decoded with
`RecordBatch`, and a cancelled bootstrap closes its connections.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import chain
from typing import Any

from aiokafka import AIOKafkaProducer, client
from aiokafka.consumer import fetcher
from aiokafka.errors import ProducerClosed
from aiokafka.record import default_records, memory_records
from aiokafka.record.util import decode_varint

from streams.kafka.decompression import UndecodableBatch, decompress
from streams.kafka.record_batches import instead, read_record

LOOK_SECONDS = 0.1


class RecordBatch(default_records._DefaultRecordBatchPy):  # type: ignore[misc]
    """A record batch (format 2) that cannot raise while it is iterated; see `streams.kafka.record_batches`."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the records; in place of undecodable ones, one record with the reason in a header."""
        kind = self.timestamp_type
        try:
            buffer, at = self._buffer, self._pos
            if self.compression_type:
                buffer, at = bytearray(decompress(self.compression_type, bytes(buffer[at:]))), 0
            for _ in range(self._num_records):
                raw = read_record(buffer, at, decode_varint)
                at = raw.end
                time = self.max_timestamp if kind else self.first_timestamp + raw.timestamp_delta
                yield default_records._DefaultRecordPy(
                    self.base_offset + raw.offset_delta, time, kind, raw.key, raw.value, raw.headers
                )
        except UndecodableBatch as error:
            yield default_records._DefaultRecordPy(
                self.next_offset - 1, self.max_timestamp, kind, None, None, instead(error)
            )


class MemoryRecords(memory_records._MemoryRecordsPy):  # type: ignore[misc]
    """The batches of one partition in a fetch response."""

    def next_batch(self) -> Any:
        """Return the next batch; None after the last."""
        upcoming = self._next_slice
        if upcoming is None or len(upcoming) < self.MIN_SLICE or upcoming[self.MAGIC_OFFSET] < FORMAT_2:
            return super().next_batch()
        self._cache_next()
        return RecordBatch(upcoming)


FORMAT_2 = 2
fetcher.MemoryRecords = MemoryRecords

_bootstrap = client.AIOKafkaClient.bootstrap
_create_conn = client.create_conn
_bootstrapping: dict[asyncio.Task[Any] | None, list[Any]] = {}
"""Connections opened by each running bootstrap, by its task."""


async def create_conn(*args: Any, **options: Any) -> Any:
    """Open a connection with aiokafka's own function, and record it while its client bootstraps."""
    connection = await _create_conn(*args, **options)
    if (opened := _bootstrapping.get(asyncio.current_task())) is not None:
        opened.append(connection)
    return connection


async def bootstrap(self: Any) -> None:
    """Bootstrap with aiokafka's own function, and close its connections if it is cancelled, which aiokafka does not."""
    opened: list[Any] = []
    _bootstrapping[asyncio.current_task()] = opened
    try:
        await _bootstrap(self)
    except asyncio.CancelledError:
        for connection in opened:
            connection.close()
        raise
    finally:
        del _bootstrapping[asyncio.current_task()]


client.create_conn, client.AIOKafkaClient.bootstrap = create_conn, bootstrap


class Producer(AIOKafkaProducer):  # type: ignore[misc]
    """A producer that can be stopped within a time limit."""

    async def stop_within(self, seconds: float) -> None:
        """Stop when all messages are sent; after `seconds`, drop the unsent ones.

        An idempotent producer retries unsent messages indefinitely: left running, it would send them again when the
        broker is back.
        """
        try:
            async with asyncio.timeout(seconds):
                await self.stop()
        except TimeoutError:
            sender, unsent = self._sender.sender_task, self._message_accumulator
            sender.cancel()
            await self.client.close()
            await self._until_ended(sender)
            # A batch that waits for another attempt is in none of the pending ones, from which its callback removes it.
            unsent._pending_batches.update(chain(*unsent._batches.values()))
            batches = list(unsent._pending_batches)
            unsent.fail_all(ProducerClosed())
            for batch in batches:
                # asyncio logs an error that is never retrieved.
                batch._drain_waiter.exception()

    async def _until_ended(self, sender: asyncio.Task[None]) -> None:
        """Wait for the sending task; end its wait for metadata, which a closed client never receives."""
        while not sender.done():
            metadata = self.client._md_update_fut
            if metadata is not None and not metadata.done():
                metadata.set_result(False)
            await asyncio.wait([sender], timeout=LOOK_SECONDS)
        # Its last requests may have opened connections again.
        await self.client.close()
