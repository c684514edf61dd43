"""JSON lines: each line is published exactly as it is, whatever it holds, unless its fields are to be renamed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from streams.ingest.extract.field_map import Fields, article
from streams.ingest.extract.items import FailedItem, FoundArticle

NO_OBJECT = "is not a JSON object"


class _Keys(msgspec.Struct):
    id: str | int | None = None
    url: str | None = None


class _Language(msgspec.Struct):
    language: str | None = None


_decode = msgspec.json.Decoder(_Keys).decode
_decode_language = msgspec.json.Decoder(_Language).decode


def read_lines(
    stream: BinaryIO, name: str, max_bytes: int, fields: Fields | None = None
) -> Iterator[FoundArticle | FailedItem]:
    """The lines of a stream, blank ones left out; one longer than `max_bytes` fails and is passed over unread.

    A stream that breaks off, as a cut .gz does, ends with a `FailedItem`.
    """
    number = 0
    try:
        while line := stream.readline(max_bytes + 2):
            number += 1
            value = line.removesuffix(b"\n").removesuffix(b"\r")
            if len(value) > max_bytes:
                if not line.endswith(b"\n"):
                    skip_line(stream, max_bytes)
                yield FailedItem(f"{name}:{number}", f"longer than DATELINE_MAX_MESSAGE_BYTES, {max_bytes}")
                continue
            if value.strip():
                yield found(value, f"{name}:{number}", fields)
    except (OSError, EOFError, zlib.error) as error:
        yield FailedItem(f"{name}:{number + 1}", f"cannot read on: {error}")


def found(value: bytes, origin: str, fields: Fields | None = None) -> FoundArticle:
    """A message with its article's id, else its URL, as key, so that repeats of an article share a partition."""
    if fields is not None:
        record = _object(value)
        return FoundArticle(None, value, origin, NO_OBJECT) if record is None else renamed(record, origin, fields)
    try:
        keys = _decode(value)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return FoundArticle(None, value, origin, "" if is_object(value) else NO_OBJECT)
    key = str(keys.id) if keys.id not in (None, "") else keys.url
    return FoundArticle(key.encode() if key else None, value, origin)


def renamed(record: Mapping[str, Any], origin: str, fields: Fields) -> FoundArticle:
    """The message that a record becomes under a field map."""
    made = article(record, fields)
    message = found(msgspec.json.encode(made), origin)
    lacking = f"has no text in {fields.get('text', 'text')!r}: mend the row, or --map text=NAME"
    return message if "text" in made else FoundArticle(message.key, message.value, origin, lacking)


def language(value: bytes) -> str | None:
    """The language, as two or three letters, that an article says that it is in."""
    try:
        said = _decode_language(value).language
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    return said.strip().lower().replace("_", "-").partition("-")[0] if said else None


def is_object(value: bytes) -> bool:
    """Whether this is a JSON object by itself."""
    return _object(value) is not None


def _object(value: bytes) -> dict[str, Any] | None:
    try:
        decoded = msgspec.json.decode(value)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    return decoded if isinstance(decoded, dict) else None


def skip_line(stream: BinaryIO, chunk: int) -> None:
    """Go to the end of the line, with no more than `chunk` bytes of it in memory."""
    while (part := stream.readline(chunk)) and not part.endswith(b"\n"):
        pass
