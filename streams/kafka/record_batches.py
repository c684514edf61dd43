"""Decoding of record batches in a way that no producer can stop a consumer.

Both Kafka clients raise on a header name that is not UTF-8, on damaged compressed data, and on inconsistent lengths.
The error reaches the caller of the consumer, again after each restart. Here such a batch yields one record at its last
offset, without key and value, with the reason in the header `UNREADABLE_BATCH`; reading continues after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from streams.kafka.decompression import UndecodableBatch

UNREADABLE_BATCH = "dateline-unreadable-batch"
"""Header of the record that replaces an undecodable batch; its value is the reason."""

Buffer = bytes | bytearray
ReadVarint = Callable[[Buffer, int], tuple[int, int]]
"""Function from buffer and position to a signed base-128 number and the position after it."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A decoded record of a batch (format 2)."""

    length: int
    """Length of the record in bytes, without this field."""
    timestamp_delta: int
    """Milliseconds after the first timestamp of the batch."""
    offset_delta: int
    """Offset relative to the first of the batch."""
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes | None]]
    """Invalid UTF-8 bytes in a name are escaped as `\\xNN`."""
    end: int
    """Position after the record."""


def read_record(buffer: Buffer, at: int, varint: ReadVarint) -> RawRecord:
    """Return the record at a position of decompressed data.

    Raises:
        UndecodableBatch: its lengths are inconsistent, or exceed the buffer.
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
    """Return length-prefixed bytes (None for a negative length) and the position after them."""
    length, at = varint(buffer, at)
    if length < 0:
        return None, at
    if at + length > end:
        raise UndecodableBatch(f"{length} bytes where {end - at} are left")
    return bytes(buffer[at : at + length]), at + length


def instead(why: UndecodableBatch) -> list[tuple[str, bytes | None]]:
    """Return the headers of the record that replaces an undecodable batch."""
    return [(UNREADABLE_BATCH, str(why).encode("utf-8", "backslashreplace"))]


def unreadable_batch(headers: object) -> str | None:
    """Return why a batch could not be decoded, from the headers of its replacement; None for other records."""
    pairs = headers.items() if isinstance(headers, dict) else headers or ()
    for name, value in pairs:  # type: ignore[attr-defined]
        if name == UNREADABLE_BATCH:
            return (value or b"").decode("utf-8", "replace")
    return None
