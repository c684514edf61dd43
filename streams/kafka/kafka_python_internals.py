"""All uses of private parts of kafka-python: safe decoding of record batches.

Importing this module patches kafka-python in this process, so that all consumers decode batches with `RecordBatch`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kafka.record import default_records, memory_records
from kafka.record.util import decode_varint

from streams.kafka.decompression import UndecodableBatch, decompress
from streams.kafka.record_batches import instead, read_record


class RecordBatch(default_records.DefaultRecordBatch):  # type: ignore[misc]
    """A record batch (format 2) that cannot raise while it is iterated; see `streams.kafka.record_batches`."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the records; in place of undecodable ones, one record with the reason in a header."""
        kind, last = self.timestamp_type, self.last_offset
        try:
            buffer, at = self._buffer, self._pos
            if self.compression_type:
                buffer, at = bytearray(decompress(self.compression_type, bytes(buffer[at:]))), 0
            for _ in range(self._num_records):
                raw = read_record(buffer, at, decode_varint)
                at = raw.end
                time = self.max_timestamp if kind else self.first_timestamp + raw.timestamp_delta
                offset = self.base_offset + raw.offset_delta
                yield default_records.DefaultRecord(raw.length, offset, time, kind, raw.key, raw.value, raw.headers)
        except UndecodableBatch as error:
            yield default_records.DefaultRecord(0, last, self.max_timestamp, kind, None, None, instead(error))


memory_records.DefaultRecordBatch = RecordBatch
