"""JSON lines: values over one or several lines, memory limits, truncated streams."""

from __future__ import annotations

import gzip
import io
from typing import BinaryIO, cast

import pytest

from streams.contract.json_lines import JsonLine, UnreadableLine, read_json_lines


def read(text: bytes, most: int = 100) -> list[JsonLine | UnreadableLine]:
    return list(read_json_lines(io.BytesIO(text), "x", most))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (b'{"a":1}\n\n{"a":2}\n', [(b'{"a":1}', 1), (b'{"a":2}', 3)]),
        (b'\xef\xbb\xbf{"a":1}\r\n\x1e{"a":2}', [(b'{"a":1}', 1), (b'{"a":2}', 2)]),
        (b'{"a":\n 1}\n{"a":2}', [(b'{"a":\n 1}', 1), (b'{"a":2}', 3)]),
        (b'[\n{"a":1},\n{"a":2}\n]\n', [(b'{"a":1}', 2), (b'{"a":2}', 3)]),
        (b'{"a":"}{"}\n', [(b'{"a":"}{"}', 1)]),
        (b"no json\n", [(b"no json", 1)]),
        (b'{"a":\n{"b":2}\n', [(b'{"a":', 1), (b'{"b":2}', 2)]),
        (b"", []),
    ],
)
def test_values_and_their_lines(text: bytes, values: list[tuple[bytes, int]]) -> None:
    assert read(text) == [JsonLine(value, f"x:{line}") for value, line in values]


def test_what_is_too_long_is_left_out_and_the_next_is_read() -> None:
    found = read(b'{"a":"' + b"x" * 500 + b'"}\n{"a":2}\n')
    assert found == [UnreadableLine("x:1", "longer than 100 bytes"), JsonLine(b'{"a":2}', "x:2")]
    assert cast(UnreadableLine, found[0]).too_long


def test_a_stream_that_breaks_off_ends_with_what_went_wrong() -> None:
    cut = gzip.compress(b'{"a":1}\n' + bytes(range(256)) * 40)[:-20]
    with gzip.open(io.BytesIO(cut)) as stream:
        *read_before, last = read_json_lines(cast(BinaryIO, stream), "x", 100_000)
    assert read_before[0] == JsonLine(b'{"a":1}', "x:1")
    assert isinstance(last, UnreadableLine)
    assert last.why.startswith("cannot read on: ")
    assert not last.too_long
