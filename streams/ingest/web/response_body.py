"""The charset of a response, and its body decompressed within limits."""

from __future__ import annotations

import re
import zlib

from streams.contract.errors import Misconfigured

GZIP_MAGIC = b"\x1f\x8b"
"""First bytes of gzip data."""
ZSTD = b"\x28\xb5\x2f\xfd"
NO_COMPRESSION = ("", "identity", "none", "utf-8", "utf8")
"""Values that mean no compression, including wrong ones."""
MOST_LAYERS = 4

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)


def charset(kind: str) -> str | None:
    """Return the charset in a `Content-Type`."""
    found = _CHARSET.search(kind)
    return found[1] if found else None


def decompressed_body(body: bytes, encoding: str, limit: int) -> bytes:
    """Return a body decompressed as in `Content-Encoding`: gzip, deflate, br or zstd, or several (last one outermost).

    A body that is not compressed despite the header is returned unchanged: crawlers decompress and keep the header.

    Raises:
        ValueError: the result exceeds `limit` bytes, or the encoding is unknown or the data invalid.
        Misconfigured: it is br or zstd, and the extra `feeds` is not installed.
    """
    names = [name for part in reversed(encoding.split(",")) if (name := part.strip().lower()) not in NO_COMPRESSION]
    if len(names) > MOST_LAYERS:
        raise ValueError(f"compressed {len(names)} times, which is not supported")
    for name in names:
        if len(body) <= limit:
            body = _unpacked(body, name, limit)
    if len(body) > limit:
        raise ValueError(f"more than {limit} bytes")
    return body


def _unpacked(body: bytes, name: str, limit: int) -> bytes:
    if name in ("gzip", "x-gzip"):
        return _inflated(body, name, limit) if body.startswith(GZIP_MAGIC) else body
    if name == "deflate":
        return body if _is_markup(body) else _inflated(body, name, limit)
    if name == "zstd":
        return _zstd(body, limit) if body.startswith(ZSTD) else body
    if name == "br":
        return body if _is_markup(body) else _brotli(body, limit)
    if _is_markup(body):
        return body
    raise ValueError(f"compressed as {name}, which is not supported")


def _is_markup(body: bytes) -> bool:
    """Return whether a body starts like a document, which no compressed data does."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"<", b"{", b"[")


def _inflated(body: bytes, name: str, limit: int) -> bytes:
    # Detects both headers; deflate data often lacks one.
    unpacking = zlib.decompressobj(47 if body.startswith((GZIP_MAGIC, b"\x78")) else -15)
    try:
        whole = unpacking.decompress(body, limit + 1)
    except zlib.error as error:
        raise ValueError(f"compressed as {name}, but invalid: {error}") from error
    return _whole(whole, name, limit, ended=unpacking.eof)


def _brotli(body: bytes, limit: int) -> bytes:
    try:
        import brotli
    except ImportError as error:
        raise Misconfigured("pages compressed with brotli need an extra: pip install 'dateline[feeds]'") from error
    unpacking, pieces, size = brotli.Decompressor(), [], 0
    try:
        piece = unpacking.process(body, output_buffer_limit=limit + 1)
        while piece and size <= limit:
            pieces.append(piece)
            size += len(piece)
            piece = b"" if unpacking.is_finished() else unpacking.process(b"", output_buffer_limit=limit + 1)
    except brotli.error as error:
        raise ValueError(f"compressed as br, but invalid: {error}") from error
    return _whole(b"".join(pieces), "br", limit, ended=unpacking.is_finished())


def _zstd(body: bytes, limit: int) -> bytes:
    try:
        from backports import zstd
    except ImportError as error:
        raise Misconfigured("pages compressed with zstd need an extra: pip install 'dateline[feeds]'") from error
    unpacking = zstd.ZstdDecompressor()
    try:
        whole = unpacking.decompress(body, max_length=limit + 1)
    except zstd.ZstdError as error:
        raise ValueError(f"compressed as zstd, but invalid: {error}") from error
    return _whole(whole, "zstd", limit, ended=unpacking.eof)


def _whole(body: bytes, name: str, limit: int, *, ended: bool) -> bytes:
    if len(body) <= limit and not ended:
        raise ValueError(f"compressed as {name}, but truncated")
    return body
