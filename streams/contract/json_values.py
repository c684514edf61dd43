"""JSON values in sequence, one per line or over several lines, in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|"|[{}\[\]]')
_MARKS = b"\xef\xbb\xbf\x1e"
"""A byte order mark, and the record separator of RFC 7464."""


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A value with its first and last line number; `body` is None if it is too long."""

    body: bytes | None
    line: int
    last_line: int


def read_values(stream: BinaryIO, max_bytes: int) -> Iterator[JsonValue]:
    """Yield the values of a stream; text that is not JSON is yielded line by line, unchanged.

    A value over several lines ends where its brackets close. If they do not within `max_bytes`, or if a string is not
    closed on its line, each line is a separate value. The brackets and commas of a list with one element per line are
    left out.
    """
    pending: list[tuple[int, bytes]] = []
    size = depth = 0
    for number, line in _lines(stream, max_bytes):
        if line is None:
            yield from _singly(pending)
            pending, size, depth = [], 0, 0
            yield JsonValue(None, number, number)
            continue
        change = _depth(line)
        opening = line.lstrip()[:1] in (b"{", b"[") and line.strip() != b"["
        if pending and opening and not pending[-1][1].rstrip().endswith((b",", b"[", b":")):
            # No valid value continues like this, so the lines before it are invalid.
            yield from _singly(pending)
            pending, size, depth = [], 0, 0
        if not pending and not (change and change > 0 and opening):
            yield from _singly([(number, line)])
            continue
        pending.append((number, line))
        size, depth = size + len(line) + 1, depth + (change or 0)
        if change is None or size > max_bytes or depth < 0:
            yield from _singly(pending)
        elif depth == 0:
            body = b"\n".join(part for _, part in pending).strip().removesuffix(b",")
            yield JsonValue(body, pending[0][0], number)
        else:
            continue
        pending, size, depth = [], 0, 0
    yield from _singly(pending)


def _singly(lines: list[tuple[int, bytes]]) -> Iterator[JsonValue]:
    for number, line in lines:
        bare = line.strip()
        if bare in (b"", b"[", b"]", b"],", b","):
            continue
        yield JsonValue(line.rstrip(b" \t,") if bare.endswith((b"},", b"],")) else line, number, number)


def _depth(line: bytes) -> int | None:
    """Return the number of brackets that a line opens minus those it closes; None if a string is not closed."""
    if line[:1] == b"{" and line[-1:] == b"}" and line.count(b"{") == 1 == line.count(b"}"):
        return 0
    depth = 0
    for token in _TOKEN.finditer(line):
        if token[0] == b'"':
            return None
        depth += token[0] in b"{["
        depth -= token[0] in b"}]"
    return depth


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield line numbers and lines; None for a line that is too long, which is skipped."""
    number = 0
    while line := stream.readline(max_bytes + 2):
        number += 1
        value = line.removesuffix(b"\n").removesuffix(b"\r")
        if len(value) > max_bytes:
            if not line.endswith(b"\n"):
                skip_line(stream, max_bytes)
            yield number, None
        else:
            yield number, value.lstrip(_MARKS) if value[:1] in (b"\xef", b"\x1e") else value


def skip_line(stream: BinaryIO, chunk: int) -> None:
    """Skip to the end of the line, with at most `chunk` bytes of it in memory."""
    while (part := stream.readline(chunk)) and not part.endswith(b"\n"):
        pass
