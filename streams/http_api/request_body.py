"""Parsing of a request body to messages: either all its articles are valid, or none is published."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import msgspec

from streams.contract.codec import decode_article
from streams.contract.errors import Reason, Unreadable
from streams.contract.field_warning import FieldWarning
from streams.http_api.responses import Fault, RequestRejected
from streams.http_api.validation import validate_article
from streams.ingest.formats.jsonl import found_article

JSON_TYPES = ("application/json",)
LINES_TYPES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines")
SYNTAX = {Reason.NOT_UTF8, Reason.NOT_JSON}
"""Faults of the syntax, answered with 400; valid JSON that is not an article is answered with 422."""
ROOM = 256
"""Maximum overhead of a message on the topic, in bytes, besides key and value."""

MOST_MARKS = 500_000
"""Maximum number of brackets, braces and commas outside strings in a body."""
_elements = msgspec.json.Decoder(list[msgspec.Raw]).decode

_MARK = b"\xef\xbb\xbf"
_MARKS = re.compile(rb"[\[\]{},]")
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
MOST_NODES = 10_000
"""Maximum number of objects and lists in one article: each takes about sixty bytes of memory, two in the body."""


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """Limits on the articles of a body."""

    articles: int
    article_chars: int
    message_bytes: int


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """A valid article: its id, and the message to publish, unchanged."""

    at: str
    """Where it is in the body: `line 3`, `article 2`, or `the article`."""
    article_id: str
    key: bytes | None
    value: bytes
    warnings: tuple[FieldWarning, ...]
    """Warnings about fields that a worker cannot use as sent."""


def parse_body(body: bytes, media_type: str, limits: BodyLimits) -> list[ParsedArticle]:
    """Return the articles of a body: one or an array in JSON, one per line in NDJSON.

    Raises:
        RequestRejected: 400 not JSON, 413 too large, 422 too many or not articles; it describes each wrong one.
    """
    values = _lines(body) if media_type in LINES_TYPES else _values(body, limits.articles)
    parts = list(islice(values, limits.articles + 1))
    if not parts:
        raise RequestRejected(422, "the body has no article: send one or more")
    if len(parts) > limits.articles:
        raise _too_many(limits.articles)
    taken: list[ParsedArticle] = []
    faults: list[Fault] = []
    for at, value in parts:
        try:
            taken.append(_article(at, value, limits))
        except Unreadable as error:
            faults.append(Fault(at, error.reason, error.message))
        except msgspec.ValidationError as error:
            faults.append(Fault(at, "wrong_type", f"{error}: fix it, or put it into `extra`"))
    if faults:
        raise _refusal(faults, len(parts))
    return taken


def _check_element_count(array: bytes, most: int) -> None:
    """Check the number of elements of an array before it is parsed, because each element takes memory.

    Raises:
        RequestRejected: 422, more than `most` elements, or more than MOST_MARKS brackets and commas.
    """
    depth = elements = 0
    for marks, match in enumerate(_MARKS.finditer(_STRING.sub(b"", array))):
        mark = match[0]
        if mark in b"[{":
            depth += 1
        elif mark in b"]}":
            depth -= 1
        elif depth == 1:
            elements += 1
        if elements >= most or marks > MOST_MARKS:
            raise _too_many(most)


def _article(at: str, value: bytes, limits: BodyLimits) -> ParsedArticle:
    if value.count(b"{") + value.count(b"[") > MOST_NODES and _nodes(value) > MOST_NODES:
        raise Unreadable(Reason.MESSAGE_TOO_LARGE, f"more than {MOST_NODES} objects and lists: send less in `extra`")
    article = decode_article(value, max_chars=limits.article_chars)
    validate_article(value)
    key = found_article(value, at).key
    size, most = len(value) + len(key or b"") + ROOM, limits.message_bytes
    if size > most:
        raise Unreadable(Reason.MESSAGE_TOO_LARGE, f"{size} bytes; DATELINE_MAX_MESSAGE_BYTES is {most}")
    return ParsedArticle(at, article.id, key, value, tuple(article.warnings))


def _nodes(value: bytes) -> int:
    """Return the number of objects and lists outside strings."""
    bare = _STRING.sub(b"", value)
    return bare.count(b"{") + bare.count(b"[")


def _refusal(faults: list[Fault], count: int) -> RequestRejected:
    reasons = {fault.reason for fault in faults}
    status = 400 if reasons & SYNTAX else 413 if reasons == {Reason.MESSAGE_TOO_LARGE} else 422
    detail = str(faults[0])
    if count > 1:
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        detail += f"{more}; none of {count} articles was sent"
    return RequestRejected(status, detail, faults=faults)


def _lines(body: bytes) -> Iterator[tuple[str, bytes]]:
    for number, line in enumerate(io.BytesIO(body.removeprefix(_MARK)), start=1):
        if value := line.strip():
            yield f"line {number}", value


def _too_many(most: int) -> RequestRejected:
    return RequestRejected(422, f"more than {most} articles, which is DATELINE_DOOR_ARTICLES: send fewer")


def _values(body: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    value = body.removeprefix(_MARK).strip()
    if not value:
        raise RequestRejected(400, "the body is empty: send an article, or an array of articles, as JSON")
    if not value.startswith(b"["):
        yield "the article", value
        return
    try:
        _check_element_count(value, most)
        elements = _elements(value)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise RequestRejected(400, f"the body is not JSON: {error}") from error
    for number, element in enumerate(elements, start=1):
        yield f"article {number}", bytes(element)
