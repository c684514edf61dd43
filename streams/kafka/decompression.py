"""Decompression of record batches, with a bound on the result, so that a small batch cannot exhaust memory."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import lz4.frame
import snappy
import zstandard

UNPACKED_BYTES = 128 * 1024 * 1024
"""Maximum bytes of the decompressed records of one batch."""

_GZIP, _SNAPPY, _LZ4, _ZSTD = 1, 2, 3, 4
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_XERIAL_MAGIC = b"\x82SNAPPY\x00"
_XERIAL_HEADER_BYTES = 16
_BLOCK_LENGTH = struct.Struct(">i")


class UndecodableBatch(ValueError):
    """The records of a batch cannot be decoded; the message says why."""


def decompress(codec: int, data: bytes, limit: int = UNPACKED_BYTES) -> bytes:
    """Return the decompressed records of a batch.

    Args:
        codec: compression type of the batch's attributes, 1 to 4 (gzip, snappy, lz4, zstd).
        data: the compressed records.
        limit: maximum bytes of the result.

    Raises:
        UndecodableBatch: the codec is unknown, the data is damaged, or the result is larger than `limit`.
    """
    if codec not in _CODECS:
        raise UndecodableBatch(f"compression type {codec} is unknown")
    name, unpack, errors = _CODECS[codec]
    try:
        unpacked = unpack(data, limit)
    except UndecodableBatch:
        raise
    except errors as error:
        raise UndecodableBatch(f"damaged {name} data: {error}") from error
    if len(unpacked) > limit:
        raise UndecodableBatch(f"more than {limit} bytes once decompressed ({name}, {len(data)} bytes compressed)")
    return unpacked


def _gzip(data: bytes, limit: int) -> bytes:
    """Return the decompressed members of a gzip file, concatenated, up to one byte over the limit."""
    parts: list[bytes] = []
    total = 0
    while data and total <= limit:
        member = zlib.decompressobj(_GZIP_WINDOW)
        parts.append(member.decompress(data, limit + 1 - total))
        total += len(parts[-1])
        if not member.eof and total <= limit:
            raise UndecodableBatch("damaged gzip data: it ends early")
        data = member.unused_data
    return b"".join(parts)


def _snappy(data: bytes, limit: int) -> bytes:
    """Return decompressed snappy data: raw, or in the framing of Java clients."""
    if not data.startswith(_XERIAL_MAGIC):
        return _snappy_block(data, limit)
    parts: list[bytes] = []
    at, total = _XERIAL_HEADER_BYTES, 0
    while at < len(data):
        (length,) = _BLOCK_LENGTH.unpack_from(data, at)
        if length < 0:
            raise UndecodableBatch("damaged snappy data: a block of negative length")
        at += _BLOCK_LENGTH.size
        parts.append(_snappy_block(data[at : at + length], limit - total))
        total += len(parts[-1])
        at += length
    return b"".join(parts)


def _snappy_block(block: bytes, limit: int) -> bytes:
    if (length := _announced(block)) > limit:
        raise UndecodableBatch(f"more than the {limit} bytes left once decompressed (snappy, {length} announced)")
    return bytes(snappy.uncompress(block))


def _announced(block: bytes) -> int:
    """Return the decompressed length in the header of a raw snappy block: a little-endian base-128 number."""
    length = 0
    for at, byte in enumerate(block[:5]):
        length |= (byte & 0x7F) << (7 * at)
        if byte < 0x80:
            return length
    raise UndecodableBatch("damaged snappy data: no length")


def _lz4(data: bytes, limit: int) -> bytes:
    frame = lz4.frame.LZ4FrameDecompressor()
    unpacked: bytes = frame.decompress(data, max_length=limit + 1)
    if not frame.eof and len(unpacked) <= limit:
        raise UndecodableBatch("damaged lz4 data: it ends early")
    return unpacked


def _zstd(data: bytes, limit: int) -> bytes:
    with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data), read_across_frames=True) as reader:
        return reader.read(limit + 1)


_CODECS: dict[int, tuple[str, Callable[[bytes, int], bytes], tuple[type[Exception], ...]]] = {
    _GZIP: ("gzip", _gzip, (zlib.error,)),
    _SNAPPY: ("snappy", _snappy, (snappy.UncompressError, struct.error, ValueError)),
    _LZ4: ("lz4", _lz4, (RuntimeError, EOFError, ValueError)),
    _ZSTD: ("zstd", _zstd, (zstandard.ZstdError,)),
}
"""Compression type to name, function and the errors that the library raises on damaged data."""
