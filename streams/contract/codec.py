"""Bytes to articles and records to bytes: the only place that parses JSON from outside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from streams.contract.errors import Reason, Unreadable
from streams.contract.ids import digest
from streams.contract.records import Article, Record

EARLIEST, LATEST = 1600, 2200
"""Years between which a publication date is taken for one."""

LONGEST = {"id": 500, "title": 2000, "url": 4000, "source": 500, "section": 500, "fetched_at": 100, "language": 100}
"""Characters of each field that goes out again, with every event: a longer one is a dead letter."""
MOST_AUTHORS, LONGEST_MOMENT = 200, 100

_OPTIONAL_TEXT = ("title", "url", "source", "section", "fetched_at", "language")
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid")
_encode = msgspec.json.Encoder(order="deterministic").encode


def encode(record: Record) -> bytes:
    """One record as UTF-8 JSON; the same record gives the same bytes."""
    return _encode(record)


def decode_article(raw: bytes | None, *, max_chars: int) -> Article:
    """Check and take apart one message of `articles.raw`.

    Raises:
        Unreadable: with the reason, and the article's id where it got that far.
    """
    fields = _object(raw)
    _within(fields)
    text = fields.pop("text", None)
    article_id = _identity(fields.pop("id", None), fields.get("url"), fields.get("title"), text)
    try:
        return _article(article_id, text, fields, max_chars)
    except Unreadable as unreadable:
        unreadable.article_id = article_id
        raise


def _article(article_id: str, text: object, fields: dict[str, Any], max_chars: int) -> Article:
    if text is None:
        raise Unreadable(Reason.TEXT_MISSING, "no `text`: send the article's body as a string in `text`")
    if not isinstance(text, str):
        raise Unreadable(Reason.TEXT_NOT_STRING, f"`text` is {_kind(text)}, not a string")
    if not any(c.isprintable() and not c.isspace() for c in text):
        raise Unreadable(Reason.TEXT_BLANK, "`text` holds nothing but white space")
    title = fields.get("title")
    if len(text) + (len(title) if isinstance(title, str) else 0) > max_chars:
        raise Unreadable(Reason.TEXT_TOO_LONG, f"{len(text)} characters; DATELINE_MAX_ARTICLE_CHARS is {max_chars}")
    published = _published(fields.pop("published_at", None))
    known = {name: fields.pop(name) for name in _OPTIONAL_TEXT if isinstance(fields.get(name), str)}
    authors = _authors(fields)
    extra = fields.pop("extra", None)
    extra = dict(extra) if isinstance(extra, dict) else {} if extra is None else {"extra": extra}
    extra |= {name: value for name, value in fields.items() if value is not None}
    return Article(id=article_id, text=text, published_at=published, authors=authors, extra=extra, **known)


def _object(raw: bytes | None) -> dict[str, Any]:
    if not raw:
        raise Unreadable(Reason.EMPTY_MESSAGE, "the message has no value")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(Reason.NOT_UTF8, f"byte {error.start} is not UTF-8: send UTF-8 JSON") from error
    try:
        value = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        if "surrogate" in str(error).lower():
            raise Unreadable(Reason.BAD_UNICODE, str(error)) from error
        raise Unreadable(Reason.NOT_JSON, str(error)) from error
    if not isinstance(value, dict):
        raise Unreadable(Reason.NOT_OBJECT, f"the message is {_kind(value)}, not a JSON object")
    return value


def _within(fields: dict[str, Any]) -> None:
    for name, longest in LONGEST.items():
        value = fields.get(name)
        if isinstance(value, str) and len(value) > longest:
            raise Unreadable(Reason.FIELD_TOO_LONG, f"`{name}` has {len(value)} characters; {longest} are taken")


def _authors(fields: dict[str, Any]) -> list[str]:
    """Take `authors` out of the fields where it is a list of names or one name; what is none goes to `extra`."""
    authors = fields.get("authors")
    if isinstance(authors, str):
        authors = [authors]
    if not isinstance(authors, list) or len(authors) > MOST_AUTHORS:
        return []
    if not all(isinstance(author, str) for author in authors):
        return []
    del fields["authors"]
    return authors


def _published(value: object) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > LONGEST_MOMENT or parse_moment(value) is None:
        raise Unreadable(
            Reason.BAD_PUBLISHED_AT,
            f"`published_at` is {str(value)[:60]!r}, not an RFC 3339 moment or a date",
        )
    return value


def parse_moment(value: str) -> datetime | None:
    """An RFC 3339 moment or an ISO date as an aware datetime (UTC where no zone is given), else None."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if not EARLIEST <= moment.year <= LATEST:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _identity(given: object, url: object, title: object, text: object) -> str:
    """The article's id: the one given, else from the canonical URL, else from the content."""
    if isinstance(given, str) and given.strip():
        return given
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    if isinstance(url, str) and (canonical := canonical_url(url)):
        return "u-" + digest(canonical)
    return "c-" + digest(str(title or ""), str(text or ""))


def canonical_url(url: str) -> str | None:
    """One spelling for the addresses of one page: scheme, `www.`, fragment, tracking and order left out."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return None
    if not host:
        return None
    query = sorted(
        (k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.lower().startswith(_TRACKING)
    )
    return urlunsplit(("https", host + port, parts.path.rstrip("/"), urlencode(query), ""))


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number"}
    return "null" if value is None else names.get(type(value), "a number")
