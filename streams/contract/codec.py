"""Decoding of raw articles and encoding of records: the only module that parses article JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from streams.contract.article_fields import LONGEST, TEXT_FIELDS, Fallback, known_fields
from streams.contract.errors import Reason, Unreadable
from streams.contract.field_warning import WarningReason
from streams.contract.ids import digest
from streams.contract.json_repair import repair_json
from streams.contract.publication_date import EARLIEST, LATEST
from streams.contract.records import Article, Record

FIELDS = frozenset({"title", "url", "source", "section", "language", "published_at", "fetched_at", "authors", "extra"})
"""Optional fields of an article, without `id`."""

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid")
_encode = msgspec.json.Encoder(order="deterministic").encode


def encode(record: Record | Article) -> bytes:
    """Return a record as UTF-8 JSON, byte-identical for equal records."""
    return _encode(record)


def decode_article(
    raw: bytes | None, *, max_chars: int, received: float | None = None, fallback: Fallback = "none"
) -> Article:
    """Return the article in one message of `articles.raw`.

    An optional field that cannot be used is left out: `warnings` names it, `extra` keeps it. `received` is the Unix
    time (seconds) of the message; `fallback` names what replaces a missing date of publication.

    Raises:
        Unreadable: there is no usable text; has the reason, and the article's id if it is known.
    """
    fields, halves = _object(raw)
    text, given = fields.pop("text", None), fields.pop("id", None)
    article_id = _identity(given, fields.get("url"), fields.get("title"), text)
    try:
        readable = _readable(text, fields.get("title"), max_chars)
    except Unreadable as unreadable:
        unreadable.article_id = article_id
        raise
    known = known_fields(fields, received, fallback)
    if (reason := _unusable_id(given)) is not None:
        known.warn("id", reason, given)
    for name in _damaged(fields | {"text": text}) if halves else ():
        known.warn(name, WarningReason.BAD_UNICODE)
    return Article(
        id=article_id,
        text=readable,
        title=known.title,
        url=known.url,
        source=known.source,
        section=known.section,
        published_at=known.published_at,
        fetched_at=known.fetched_at,
        language=known.language,
        authors=known.authors,
        extra=_extra(fields, known.kept),
        warnings=known.warnings,
    )


def _readable(text: object, title: object, max_chars: int) -> str:
    if text is None:
        raise Unreadable(Reason.TEXT_MISSING, "no `text`: send the article's body as a string in `text`")
    if not isinstance(text, str):
        raise Unreadable(Reason.TEXT_NOT_STRING, f"`text` is {_kind(text)}, not a string")
    if not any(c.isprintable() and not c.isspace() for c in text):
        raise Unreadable(Reason.TEXT_BLANK, "`text` is only white space")
    chars = len(text) + (len(title) if isinstance(title, str) and len(title) <= LONGEST["title"] else 0)
    if chars > max_chars:
        why = f"{chars} characters of title and text; DATELINE_MAX_ARTICLE_CHARS is {max_chars}"
        raise Unreadable(Reason.TEXT_TOO_LONG, why)
    return text


def _extra(fields: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    """Return the given `extra`, unknown fields, and the originals of fields that were not used, as one object."""
    given = fields.get("extra")
    extra = dict(given) if isinstance(given, dict) else {} if given is None else {"extra": given}
    unknown = {name: value for name, value in fields.items() if name not in FIELDS and value is not None}
    return extra | unknown | kept


def _object(raw: bytes | None) -> tuple[dict[str, Any], bool]:
    """Return the JSON object in a message, and whether a lone surrogate in it was replaced."""
    if not raw:
        raise Unreadable(Reason.EMPTY_MESSAGE, "the message has no value")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(Reason.NOT_UTF8, f"byte {error.start} is not UTF-8: send UTF-8 JSON") from error
    halves = False
    try:
        try:
            value = msgspec.json.decode(raw)
        except msgspec.DecodeError:
            repaired, halves = repair_json(raw)
            value = msgspec.json.decode(repaired)
    except RecursionError as error:
        raise Unreadable(Reason.NOT_JSON, "objects or lists are nested too deeply: send flatter JSON") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(Reason.NOT_JSON, str(error)) from error
    if not isinstance(value, dict):
        raise Unreadable(Reason.NOT_OBJECT, f"the message is {_kind(value)}, not a JSON object")
    return value, halves


def _damaged(fields: dict[str, Any]) -> list[str]:
    """Return the fields of an article that contain U+FFFD."""
    return [name for name in ("text", *TEXT_FIELDS) if "\ufffd" in str(fields.get(name) or "")]


def _unusable_id(given: object) -> WarningReason | None:
    if given is None or _written_id(given) is not None or (isinstance(given, str) and not given.strip()):
        return None
    sized = isinstance(given, str | int) and not isinstance(given, bool)
    return WarningReason.TOO_LONG if sized else WarningReason.WRONG_TYPE


def parse_moment(value: str) -> datetime | None:
    """Return an RFC 3339 time or an ISO date as an aware datetime (UTC if there is no zone); None for other text."""
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if not EARLIEST <= moment.year <= LATEST:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _identity(given: object, url: object, title: object, text: object) -> str:
    """Return the article's id: the one given, else from the canonical URL, else from the content."""
    if (written := _written_id(given)) is not None:
        return written
    if isinstance(url, str) and (canonical := canonical_url(url)):
        return "u-" + digest(canonical)
    return "c-" + digest(*(part if isinstance(part, str) else "" for part in (title, text)))


def _written_id(given: object) -> str | None:
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) < 10 ** LONGEST["id"]:
        given = str(given)
    return given if isinstance(given, str) and given.strip() and len(given) <= LONGEST["id"] else None


def canonical_url(url: str) -> str | None:
    """Return the canonical form of an address: without scheme, `www.`, fragment and tracking, parameters sorted."""
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
