"""Reading of JSON lines: each value with its origin; values that are too long or truncated are marked."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from streams.contract.json_values import JsonValue, read_values


@dataclass(frozen=True, slots=True)
class JsonLine:
    """One value as read; it may be invalid JSON."""

    value: bytes
    origin: str
    """Where it was read, for messages: `file:line`, or topic, partition and offset."""


@dataclass(frozen=True, slots=True)
class UnreadableLine:
    """A value that cannot be read."""

    origin: str
    why: str
    too_long: bool = field(default=False, compare=False)
    """True if it is longer than the limit; the values after it are read."""


def read_json_lines(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[JsonLine | UnreadableLine]:
    """Yield the JSON values of a stream without blank lines; a value longer than `max_bytes` is not read.

    `name` is the name of the stream, used in `origin`. A truncated stream, such as an incomplete .gz, ends with an
    `UnreadableLine`.
    """
    line = 0
    try:
        for value in read_values(stream, max_bytes):
            line = value.last_line
            yield _line(value, name, max_bytes)
    except (OSError, EOFError, zlib.error) as error:
        yield UnreadableLine(f"{name}:{line + 1}", f"cannot read on: {error}")


def _line(value: JsonValue, name: str, max_bytes: int) -> JsonLine | UnreadableLine:
    origin = f"{name}:{value.line}"
    if value.body is None:
        return UnreadableLine(origin, f"longer than {max_bytes} bytes", too_long=True)
    return JsonLine(value.body, origin)
