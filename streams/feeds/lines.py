"""JSON lines: each line is published exactly as it is, whatever it holds."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from streams.feeds.item import Failed, Found, Item


class _Keys(msgspec.Struct):
    id: str | int | None = None
    url: str | None = None


_decode = msgspec.json.Decoder(_Keys).decode


def read_lines(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Item]:
    """The lines of a stream, blank ones left out; one longer than `max_bytes` fails and is passed over unread.

    A stream that breaks off, as a cut .gz does, ends with a `Failed`.
    """
    number = 0
    try:
        while line := stream.readline(max_bytes + 2):
            number += 1
            value = line.removesuffix(b"\n").removesuffix(b"\r")
            if len(value) > max_bytes:
                if not line.endswith(b"\n"):
                    _pass_over(stream, max_bytes)
                yield Failed(f"{name}:{number}", f"longer than DATELINE_MAX_MESSAGE_BYTES, {max_bytes}")
                continue
            if value.strip():
                yield found(value, f"{name}:{number}")
    except (OSError, EOFError, zlib.error) as error:
        yield Failed(f"{name}:{number + 1}", f"cannot read on: {error}")


def found(value: bytes, origin: str) -> Found:
    """A message with its article's id, else its URL, as key, so that repeats of an article share a partition."""
    try:
        keys = _decode(value)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return Found(None, value, origin, doubtful=not _is_object(value))
    key = str(keys.id) if keys.id not in (None, "") else keys.url
    return Found(key.encode() if key else None, value, origin)


def _is_object(value: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(value), dict)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False


def _pass_over(stream: BinaryIO, chunk: int) -> None:
    while (part := stream.readline(chunk)) and not part.endswith(b"\n"):
        pass
