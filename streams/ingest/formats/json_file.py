"""Reading of a JSON file: one article, a list of articles, or JSON lines."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from streams.ingest.extract.field_map import Fields
from streams.ingest.extract.items import FailedItem, FoundArticle, Item
from streams.ingest.formats.jsonl import found_article, is_object, read_lines

LIST_BYTES = 64 * 1024 * 1024
"""Maximum bytes of a list, which is read into memory."""

_decode_list = msgspec.json.Decoder(list[msgspec.Raw]).decode


def read_document(stream: BinaryIO, name: str, max_bytes: int, fields: Fields | None = None) -> Iterator[Item]:
    """Yield the articles of a JSON file, unchanged unless fields are renamed."""
    try:
        head = stream.read(max_bytes + 1)
        if head.lstrip().startswith(b"["):
            yield from _list(head + stream.read(LIST_BYTES + 1 - len(head)), name, max_bytes, fields)
        elif len(head) <= max_bytes and (is_object(head) or not any(map(is_object, head.splitlines()))):
            # One article, possibly invalid: no part of it is an article.
            yield from [found_article(head.strip(), name, fields)] if head.strip() else []
        elif is_object(head.partition(b"\n")[0]) or len(head) <= max_bytes:
            stream.seek(0)
            yield from read_lines(stream, name, max_bytes, fields)
        else:
            yield FailedItem(name, f"longer than DATELINE_MAX_MESSAGE_BYTES, {max_bytes}; name JSON lines .jsonl")
    except (OSError, EOFError, zlib.error) as error:
        yield FailedItem(name, f"cannot read on: {error}")


def _list(body: bytes, name: str, max_bytes: int, fields: Fields | None) -> Iterator[Item]:
    if len(body) > LIST_BYTES:
        yield FailedItem(name, f"a list longer than {LIST_BYTES} bytes: make it lines, jq -c '.[]' FILE > FILE.jsonl")
        return
    try:
        articles = _decode_list(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        if len(body) > max_bytes:
            yield FailedItem(name, f"is not JSON: {error}")
        else:
            yield FoundArticle(None, body, name, f"is not JSON: {error}")
        return
    for number, article in enumerate(articles, start=1):
        value, origin = bytes(article), f"{name}#{number}"
        if len(value) > max_bytes:
            yield FailedItem(origin, f"longer than DATELINE_MAX_MESSAGE_BYTES, {max_bytes}", too_long=True)
        else:
            yield found_article(value, origin, fields)
