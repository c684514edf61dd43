"""A request's body into the messages to send: all of its articles are good, or none is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from streams.contract.codec import decode_article
from streams.contract.errors import Reason, Unreadable
from streams.http_api.responses import Fault, RequestRejected
from streams.http_api.validation import validate_article
from streams.ingest.formats.jsonl import found

JSON_TYPES = ("application/json",)
LINES_TYPES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines")
SYNTAX = {Reason.NOT_UTF8, Reason.NOT_JSON}
"""Faults of the body itself: 400, where an article that is JSON and no good is 422."""
ROOM = 256
"""Bytes that a message takes on the topic beside its key and value, at most."""

_MARK = b"\xef\xbb\xbf"
_elements = msgspec.json.Decoder(list[msgspec.Raw]).decode


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """Bounds on a body's articles."""

    articles: int
    article_chars: int
    message_bytes: int


@dataclass(frozen=True, slots=True)
class ParsedBody:
    """An article that can be sent: its id, and the message, byte for byte as it was posted."""

    article_id: str
    key: bytes | None
    value: bytes


def parse_body(body: bytes, media_type: str, limits: BodyLimits) -> list[ParsedBody]:
    """The articles of a body: of JSON one or an array, of NDJSON a line each.

    Raises:
        Refused: 400 not JSON, 413 too large, 422 too many or not articles; it tells of each that is wrong.
    """
    parts = list(_lines(body) if media_type in LINES_TYPES else _values(body))
    if not parts:
        raise RequestRejected(422, "there is no article in it: send one or more")
    if len(parts) > limits.articles:
        raise RequestRejected(422, f"{len(parts)} articles; DATELINE_DOOR_ARTICLES is {limits.articles}: send fewer")
    taken: list[ParsedBody] = []
    faults: list[Fault] = []
    for at, value in parts:
        try:
            taken.append(_article(at, value, limits))
        except Unreadable as error:
            faults.append(Fault(at, error.reason, error.message))
        except msgspec.ValidationError as error:
            faults.append(Fault(at, "wrong_type", f"{error}: mend it, or put it into `extra`"))
    if faults:
        raise _refusal(faults, len(parts))
    return taken


def _article(at: str, value: bytes, limits: BodyLimits) -> ParsedBody:
    article = decode_article(value, max_chars=limits.article_chars)
    validate_article(value)
    key = found(value, at).key
    size, most = len(value) + len(key or b"") + ROOM, limits.message_bytes
    if size > most:
        raise Unreadable(Reason.MESSAGE_TOO_LARGE, f"{size} bytes; DATELINE_MAX_MESSAGE_BYTES is {most}")
    return ParsedBody(article.id, key, value)


def _refusal(faults: list[Fault], count: int) -> RequestRejected:
    reasons = {fault.reason for fault in faults}
    status = 400 if reasons & SYNTAX else 413 if reasons == {Reason.MESSAGE_TOO_LARGE} else 422
    detail = str(faults[0])
    if count > 1:
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        detail += f"{more}; nothing was sent of {count} articles"
    return RequestRejected(status, detail, faults=faults)


def _lines(body: bytes) -> Iterator[tuple[str, bytes]]:
    for number, line in enumerate(body.removeprefix(_MARK).split(b"\n"), start=1):
        if value := line.strip():
            yield f"line {number}", value


def _values(body: bytes) -> Iterator[tuple[str, bytes]]:
    value = body.removeprefix(_MARK).strip()
    if not value:
        raise RequestRejected(400, "the body is empty: send an article, or an array of articles, as JSON")
    if not value.startswith(b"["):
        yield "the article", value
        return
    try:
        elements = _elements(value)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise RequestRejected(400, f"the body is not JSON: {error}") from error
    for number, element in enumerate(elements, start=1):
        yield f"article {number}", bytes(element)
