"""Decoding the records of a batch so that nothing that a producer wrote can stop a consumer.

Both Kafka clients decode record batches in Python or C and raise on a header name that is not UTF-8, on data that does
not decompress, and on records that contradict their lengths. The error reaches the caller of the consumer, and again
after each restart. Here such a batch gives one record without key and value, with the header `UNREADABLE_BATCH` that
says why, at the last offset of the batch, so that reading continues behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from streams.kafka.decompression import UndecodableBatch

UNREADABLE_BATCH = "dateline-unreadable-batch"
"""Header of the record that is given instead of a batch that cannot be decoded; its value says why."""

Buffer = bytes | bytearray
ReadVarint = Callable[[Buffer, int], tuple[int, int]]
"""From a buffer and a position to a signed base-128 number and the position behind it."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record of a batch of format 2, as its bytes say."""

    length: int
    """Of the record in bytes, without this number."""
    timestamp_delta: int
    """Milliseconds after the first timestamp of the batch."""
    offset_delta: int
    """Offsets after the first of the batch."""
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes | None]]
    """A byte of a name that is not UTF-8 stands as `\\xNN`."""
    end: int
    """Position behind the record."""


def read_record(buffer: Buffer, at: int, varint: ReadVarint) -> RawRecord:
    """Return the record that begins at a position of decompressed records.

    Raises:
        UndecodableBatch: its lengths contradict each other or the buffer.
    """
    try:
        length, at = varint(buffer, at)
        if not 0 <= length <= len(buffer) - at:
            raise UndecodableBatch(f"a record of {length} bytes where {len(buffer) - at} are left")
        end = at + length
        _, at = varint(buffer, at)
        timestamp_delta, at = varint(buffer, at)
        offset_delta, at = varint(buffer, at)
        key, at = _nullable(buffer, at, end, varint)
        value, at = _nullable(buffer, at, end, varint)
        count, at = varint(buffer, at)
        headers = []
        for _ in range(count):
            name, at = _nullable(buffer, at, end, varint)
            content, at = _nullable(buffer, at, end, varint)
            if name is None:
                raise UndecodableBatch("a header without a name")
            headers.append((name.decode("utf-8", "backslashreplace"), content))
    except UndecodableBatch:
        raise
    except (IndexError, ValueError) as error:
        raise UndecodableBatch(f"a record ends early: {error}") from error
    if at != end or count < 0:
        raise UndecodableBatch("the lengths in a record contradict each other")
    return RawRecord(length, timestamp_delta, offset_delta, key, value, headers, end)


def _nullable(buffer: Buffer, at: int, end: int, varint: ReadVarint) -> tuple[bytes | None, int]:
    """Return bytes with their length in front, None where the length is negative, and the position behind them."""
    length, at = varint(buffer, at)
    if length < 0:
        return None, at
    if at + length > end:
        raise UndecodableBatch(f"{length} bytes where {end - at} are left")
    return bytes(buffer[at : at + length]), at + length


def instead(why: UndecodableBatch) -> list[tuple[str, bytes | None]]:
    """Return the headers of the record that is given instead of a batch that cannot be decoded."""
    return [(UNREADABLE_BATCH, str(why).encode("utf-8", "backslashreplace"))]


def unreadable_batch(headers: object) -> str | None:
    """Return why a batch could not be decoded, from the headers of the record given instead; None for others."""
    pairs = headers.items() if isinstance(headers, dict) else headers or ()
    for name, value in pairs:  # type: ignore[attr-defined]
        if name == UNREADABLE_BATCH:
            return (value or b"").decode("utf-8", "replace")
    return None
