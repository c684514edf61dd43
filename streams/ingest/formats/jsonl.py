"""Reading of JSON lines: each line is published unchanged, valid or not, unless fields are renamed.

Objects over several lines are joined; lists and responses of news services are unwrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from streams.contract.json_lines import JsonLine, read_json_lines
from streams.contract.language_names import language_code
from streams.ingest.extract.field_map import Fields, mapped_record
from streams.ingest.extract.items import FailedItem, FoundArticle
from streams.ingest.extract.json_wrappers import json_object, wrapped_articles

NO_OBJECT = "is not a JSON object"


class _Keys(msgspec.Struct):
    id: str | int | None = None
    url: str | None = None
    text: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _Language(msgspec.Struct):
    language: str | None = None


_decode = msgspec.json.Decoder(_Keys).decode
_decode_language = msgspec.json.Decoder(_Language).decode


def read_lines(
    stream: BinaryIO, name: str, max_bytes: int, fields: Fields | None = None
) -> Iterator[FoundArticle | FailedItem]:
    """Yield the articles of a stream of JSON values without blank lines; a value longer than `max_bytes` is not read.

    A truncated stream, such as a cut .gz, ends with a `FailedItem`.
    """
    for line in read_json_lines(stream, name, max_bytes):
        if isinstance(line, JsonLine):
            yield from _articles(line, fields)
        elif line.too_long:
            yield FailedItem(line.origin, f"longer than DATELINE_MAX_MESSAGE_BYTES, {max_bytes}", too_long=True)
        else:
            yield FailedItem(line.origin, line.why)


def _articles(line: JsonLine, fields: Fields | None) -> Iterator[FoundArticle]:
    message = found_article(line.value, line.origin, fields)
    if message.lacks_text and (inside := wrapped_articles(line.value, _text_field(fields))) is not None:
        for number, element in enumerate(inside, start=1):
            yield found_article(element, f"{line.origin}#{number}", fields)
    else:
        yield message


def found_article(value: bytes, origin: str, fields: Fields | None = None) -> FoundArticle:
    """Return a message whose key is the article's id, else its URL, so that repeats share a partition."""
    if fields is not None:
        record = json_object(value)
        if record is None:
            return FoundArticle(None, value, origin, NO_OBJECT)
        return mapped_article(record, origin, fields)
    try:
        keys = _decode(value)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        record = json_object(value)
        if record is None:
            return FoundArticle(None, value, origin, NO_OBJECT)
        return FoundArticle(_key(record.get("id"), record.get("url")), value, origin, lacks_text="text" not in record)
    return FoundArticle(_key(keys.id, keys.url), value, origin, lacks_text=keys.text is msgspec.UNSET)


def _key(identity: object, url: object) -> bytes | None:
    given = str(identity) if isinstance(identity, str | int) and str(identity)[:1] else url
    return given.encode("utf-8", "replace") if isinstance(given, str) and given else None


def mapped_article(record: Mapping[str, Any], origin: str, fields: Fields) -> FoundArticle:
    """Return the message of a record under a field map."""
    made = mapped_record(record, fields)
    message = found_article(msgspec.json.encode(made), origin)
    if "text" in made:
        return message
    lacking = f"has no text in {_text_field(fields)!r}: correct the row, or --map text=NAME"
    return FoundArticle(message.key, message.value, origin, lacking, lacks_text=True)


def _text_field(fields: Fields | None) -> str:
    return (fields or {}).get("text", "text")


def language(value: bytes) -> str | None:
    """Return the declared language of an article, as two or three letters."""
    try:
        said = _decode_language(value).language
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    if not said or not said.strip():
        return None
    return language_code(said) or re.split(r"[-_]", said.strip().lower())[0]


def is_object(value: bytes) -> bool:
    """Return whether the value is one JSON object."""
    return json_object(value) is not None
