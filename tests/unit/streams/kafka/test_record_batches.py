"""Both clients' readers give records and raise nothing for any bytes in a batch."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Iterator
from typing import Any

import lz4.frame
import pytest
import snappy
import zstandard
from aiokafka.record.memory_records import _MemoryRecordsPy
from aiokafka.record.util import decode_varint, encode_varint
from kafka.codec import snappy_encode
from kafka.record import memory_records
from kafka.record.default_records import DefaultRecordBatch, DefaultRecordBatchBuilder

from streams.kafka import aiokafka_internals, kafka_python_internals
from streams.kafka.decompression import UndecodableBatch, decompress
from streams.kafka.record_batches import UNREADABLE_BATCH, read_record, unreadable_batch

CODECS: dict[int, Callable[[bytes], bytes]] = {
    1: gzip.compress,
    2: snappy.compress,
    3: lz4.frame.compress,
    4: zstandard.ZstdCompressor().compress,
}


def batch(records: bytes, count: int, codec: int = 0) -> bytes:
    """Return a batch at offset 10 with a header around records of any bytes."""
    builder = DefaultRecordBatchBuilder(2, 0, False, -1, -1, -1, 1 << 20)
    for offset in range(count):
        builder.append(offset, 1000, b"k", b"v", [])
    whole = bytearray(builder.build())
    header = DefaultRecordBatch.HEADER_STRUCT
    fields = list(header.unpack_from(whole))
    fields[0], fields[1], fields[5] = 10, header.size - 12 + len(records), codec
    return bytes(header.pack(*fields)) + records


def record(headers: list[tuple[bytes, bytes]], key: bytes | None = b"k", value: bytes | None = b"v") -> bytes:
    """Return a record of format 2."""
    out = bytearray(b"\x00")
    encode_varint(0, out.append)
    encode_varint(0, out.append)
    for part in (key, value):
        encode_varint(-1 if part is None else len(part), out.append)
        out += part or b""
    encode_varint(len(headers), out.append)
    for pair in headers:
        for part in pair:
            encode_varint(len(part), out.append)
            out += part
    length = bytearray()
    encode_varint(len(out), length.append)
    return bytes(length + out)


def aiokafka_read(raw: bytes) -> Iterator[Any]:
    records = aiokafka_internals.MemoryRecords(raw)
    while records.has_next():
        yield from records.next_batch()


def kafka_python_read(raw: bytes) -> Iterator[Any]:
    for one in memory_records.MemoryRecords(raw):
        yield from one


both = pytest.mark.parametrize("read", [aiokafka_read, kafka_python_read])


@both
def test_a_good_batch_is_read(read: Callable[[bytes], Iterator[Any]]) -> None:
    (found,) = read(batch(record([("né".encode(), b"1")]), 1))
    assert (found.offset, found.key, found.value, found.headers) == (10, b"k", b"v", [("né", b"1")])


@both
@pytest.mark.parametrize("codec", CODECS)
def test_every_codec_is_read(read: Callable[[bytes], Iterator[Any]], codec: int) -> None:
    (found,) = read(batch(CODECS[codec](record([], value=b"v" * 5000)), 1, codec))
    assert found.value == b"v" * 5000


def test_the_framing_of_java_clients_is_read() -> None:
    assert decompress(2, snappy_encode(b"abc" * 50_000)) == b"abc" * 50_000


@both
def test_a_header_name_that_is_not_utf8_is_escaped(read: Callable[[bytes], Iterator[Any]]) -> None:
    (found,) = read(batch(record([(b"caf\xe9", b"1")]), 1))
    assert found.headers == [("caf\\xe9", b"1")]
    assert found.value == b"v"


@both
def test_records_with_wrong_lengths_give_an_error_record(read: Callable[[bytes], Iterator[Any]]) -> None:
    """Records before the fault are read, and reading continues after the batch."""
    good = record([])
    found = list(read(batch(good + good[:-3], 3) + batch(good, 1)))
    assert [one.offset for one in found] == [10, 12, 10]
    assert (found[1].key, found[1].value) == (None, None)
    assert "left" in (unreadable_batch(found[1].headers) or "")
    assert unreadable_batch(found[2].headers) is None


@pytest.mark.parametrize("codec", CODECS)
def test_data_that_decompresses_beyond_the_limit_is_refused(codec: int) -> None:
    with pytest.raises(UndecodableBatch, match="more than"):
        decompress(codec, CODECS[codec](bytes(2_000_000)), 1_000_000)
    assert decompress(codec, CODECS[codec](bytes(1_000_000)), 1_000_000) == bytes(1_000_000)


@pytest.mark.parametrize("codec", CODECS)
def test_damaged_data_raises_nothing_else(codec: int) -> None:
    rng = random.Random(codec)
    whole = CODECS[codec](rng.randbytes(2000) + bytes(2000))
    for _ in range(300):
        damaged = bytearray(whole[: rng.randrange(len(whole) + 1)])
        for _ in range(rng.randrange(4)):
            if damaged:
                damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        try:
            assert len(decompress(codec, bytes(damaged), 100_000)) <= 100_000
        except UndecodableBatch:
            continue


@both
def test_any_bytes_as_records_raise_nothing(read: Callable[[bytes], Iterator[Any]]) -> None:
    rng = random.Random(7)
    good = record([(b"name", b"value")], value=rng.randbytes(100)) * 3
    for _ in range(500):
        damaged = bytearray(good)
        for _ in range(rng.randrange(1, 5)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        found = list(read(batch(bytes(damaged), 3)))
        assert found
        assert all(name != UNREADABLE_BATCH for one in found[:-1] for name, _ in one.headers)


def test_a_record_is_read_as_the_clients_read_it() -> None:
    raw = read_record(record([(b"a", b"b")]), 0, decode_varint)
    assert (raw.key, raw.value, raw.headers, raw.end) == (b"k", b"v", [("a", b"b")], raw.length + 1)


def test_the_private_parts_are_where_they_were() -> None:
    """An upgrade that moves them must not silently restore the clients' own readers."""
    from aiokafka.consumer import fetcher

    assert fetcher.MemoryRecords is aiokafka_internals.MemoryRecords
    assert memory_records.DefaultRecordBatch is kafka_python_internals.RecordBatch
    assert issubclass(aiokafka_internals.MemoryRecords, _MemoryRecordsPy)
