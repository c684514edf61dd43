"""What an answer of the web carries: its charset, and its body unpacked within bounds."""

from __future__ import annotations

import re
import zlib

PACKED = b"\x1f\x8b"
"""How gzip begins."""

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)


def charset(kind: str) -> str | None:
    """The charset that a `Content-Type` names."""
    found = _CHARSET.search(kind)
    return found[1] if found else None


def unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    """What gzip or deflate packed.

    Raises:
        ValueError: it is more than `limit` bytes, packed in another way, or broken.
    """
    if len(body) <= limit and encoding not in ("", "identity"):
        body = _unpacked(body, encoding, limit)
    if len(body) > limit:
        raise ValueError(f"more than {limit} bytes")
    return body


def _unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"sent as {encoding}, which is not unpacked")
    # Either header is recognised; deflate often comes without one.
    unpacking = zlib.decompressobj(47 if body.startswith((PACKED, b"\x78")) else -15)
    try:
        whole = unpacking.decompress(body, limit + 1)
    except zlib.error as error:
        raise ValueError(f"sent as {encoding}, and broken: {error}") from error
    if len(whole) <= limit and not unpacking.eof:
        raise ValueError(f"sent as {encoding}, and cut off")
    return whole
