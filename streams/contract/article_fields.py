"""Validation of a raw article's optional fields: an unusable one is left out with a warning, never an error."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec

from streams.contract.date_context import DateContext, date_context
from streams.contract.field_warning import FieldWarning, WarningReason
from streams.contract.language_names import language_code
from streams.contract.publication_date import read_publication_date

LONGEST = {"id": 500, "title": 2000, "url": 4000, "source": 500, "section": 500, "fetched_at": 100, "language": 100}
"""Maximum characters of each field that is copied to every event; a longer value is left out."""
MOST_AUTHORS, LONGEST_AUTHOR = 200, 500
EARLIEST_RECEIPT, LATEST_RECEIPT = 946_684_800.0, 7_258_118_400.0
"""Unix times (seconds) of 2000 and 2200: a message timestamp outside of this range is ignored."""
NAMES = ("name", "title", "label", "text")
"""Keys under which scrapers store the name of a source, a section or an author in an object."""
TEXT_FIELDS = ("title", "url", "source", "section", "language")

Fallback = Literal["none", "fetched_at", "broker_timestamp"]


class KnownFields(msgspec.Struct, kw_only=True):
    """The usable optional fields of an article, and the warnings about the others."""

    title: str | None = None
    url: str | None = None
    source: str | None = None
    section: str | None = None
    language: str | None = None
    published_at: str | None = None
    fetched_at: str | None = None
    authors: list[str] = []
    warnings: list[FieldWarning] = []
    kept: dict[str, Any] = {}
    """Original values of fields that were left out or changed."""

    def warn(self, field: str, reason: WarningReason, original: object = None) -> None:
        """Record that a field was not used as sent, and keep its original."""
        self.warnings.append(FieldWarning(field=field, reason=reason))
        if original is not None:
            self.kept[field] = original


def known_fields(fields: dict[str, Any], received: float | None, fallback: Fallback) -> KnownFields:
    """Return the usable optional fields of an article.

    `received` is the Unix time (seconds) of the message; a later date of publication is rejected. `fallback` names
    what replaces a missing date of publication; the record gets a warning.
    """
    known = KnownFields(warnings=[], kept={})
    moment = _receipt(received)
    for name in TEXT_FIELDS:
        setattr(known, name, _text(name, fields.get(name), known))
    known.authors = _authors(fields.get("authors"), known)
    _dates(fields, moment, known)
    if known.published_at is None:
        _fall_back(moment, fallback, known)
    return known


def _receipt(seconds: float | None) -> datetime | None:
    """Return the time of a message; None if the producer set none or an implausible one."""
    if seconds is None or not EARLIEST_RECEIPT <= seconds < LATEST_RECEIPT:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _text(name: str, value: object, known: KnownFields) -> str | None:
    if value is None:
        return None
    found = _named(value, first_of_many=name == "section")
    if found is None:
        known.warn(name, WarningReason.WRONG_TYPE, value)
    elif len(found) > LONGEST[name]:
        known.warn(name, WarningReason.TOO_LONG, value)
    else:
        return _language(found) if name == "language" else found
    return None


def _language(written: str) -> str:
    """Return the ISO 639-1 code of a known language, else the value as sent: the reader detects the language."""
    return written if len(written) == 2 else language_code(written) or written


def _named(value: object, *, first_of_many: bool = False) -> str | None:
    """Return the string in a value: the value itself, the only item of a list, or the name of an object; else None."""
    if isinstance(value, list) and (len(value) == 1 or (value and first_of_many)):
        value = value[0]
    if isinstance(value, dict):
        value = next((value[name] for name in NAMES if isinstance(value.get(name), str)), None)
    return value if isinstance(value, str) else None


def _authors(value: object, known: KnownFields) -> list[str]:
    """Return the names of authors, from one name or object, or a list of them."""
    if value is None:
        return []
    given = value if isinstance(value, list) else [value]
    if len(given) > MOST_AUTHORS:
        known.warn("authors", WarningReason.TOO_LONG, value)
        return []
    named = [_named(author) for author in given if author is not None]
    names = [name for name in named if name and len(name) <= LONGEST_AUTHOR]
    if None in named:
        known.warn("authors", WarningReason.WRONG_TYPE, value)
    elif any(name and len(name) > LONGEST_AUTHOR for name in named):
        known.warn("authors", WarningReason.TOO_LONG, value)
    return names


def _dates(fields: dict[str, Any], received: datetime | None, known: KnownFields) -> None:
    """Set `fetched_at`, and `published_at`, which must not be later than the fetch and the receipt of the message."""
    context = date_context(fields.get("language"), known.url, known.source, received)
    known.fetched_at = _date("fetched_at", fields, known, context)
    latest = min((moment for moment in (_end(known.fetched_at), received) if moment), default=None)
    known.published_at = _date("published_at", fields, known, replace(context, latest=latest))


def _end(fetched_at: str | None) -> datetime | None:
    """Return the time of a fetch, or the end of its day if only the date is known."""
    if fetched_at is None:
        return None
    moment = datetime.fromisoformat(fetched_at)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC) + timedelta(days=1)


def _date(name: str, fields: dict[str, Any], known: KnownFields, context: DateContext) -> str | None:
    reading = read_publication_date(fields.get(name), context)
    if reading.reason:
        known.warn(name, reading.reason, fields[name])
    return reading.value


def _fall_back(received: datetime | None, fallback: Fallback, known: KnownFields) -> None:
    """Set the publication date from another time, with a warning."""
    if fallback == "fetched_at" and known.fetched_at:
        known.published_at = known.fetched_at
        known.warn("published_at", WarningReason.FROM_FETCHED_AT)
    elif fallback == "broker_timestamp" and received:
        known.published_at = received.isoformat(timespec="milliseconds")
        known.warn("published_at", WarningReason.FROM_BROKER_TIMESTAMP)
