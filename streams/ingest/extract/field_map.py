"""Mapping of a source's fields to those of an article: `text=body,title=headline`, or the name of a scraper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from streams.contract.date_context import DateContext, date_context
from streams.contract.errors import Misconfigured
from streams.contract.field_warning import WarningReason
from streams.contract.publication_date import read_publication_date

FIELDS = (
    "id", "url", "title", "text", "source", "section", "published_at", "fetched_at", "language", "authors",
)  # fmt: skip
"""Fields of an article; other fields of a source go to `extra`."""

Fields = Mapping[str, str]
"""Field of an article to the source's name for it."""

SCRAPERS: dict[str, Fields] = {
    "news-please": {
        "text": "maintext",
        "published_at": "date_publish",
        "fetched_at": "date_download",
        "source": "source_domain",
    },
    "newspaper": {"published_at": "publish_date", "source": "meta_site_name", "language": "meta_lang"},
    "newsapi": {"text": "content", "published_at": "publishedAt", "authors": "author"},
    "guardian": {
        "text": "fields.bodyText",
        "title": "webTitle",
        "url": "webUrl",
        "section": "sectionName",
        "published_at": "webPublicationDate",
        "authors": "fields.byline",
    },
    "gdelt": {"published_at": "seendate", "source": "domain"},
    "trafilatura": {"url": "source", "source": "sitename", "published_at": "date", "authors": "author"},
}
"""Field maps of scrapers and news services; a dot in a name leads into an object."""

EMPTY: tuple[Any, ...] = (None, "", [], {})
"""Values that count as missing."""


def parse_fields(spec: str) -> Fields:
    """Return the field map of `--map`; "fields.bodyText" is the field `bodyText` of the object `fields`.

    Raises:
        Misconfigured: it is neither the name of a scraper nor pairs FIELD=NAME.
    """
    if spec in SCRAPERS:
        return SCRAPERS[spec]
    fields: dict[str, str] = {}
    for pair in spec.split(","):
        field, separator, name = (part.strip() for part in pair.partition("="))
        if not separator or not name or field not in FIELDS:
            raise Misconfigured(
                f"--map {spec}: {pair!r} is not FIELD=NAME with FIELD one of {', '.join(FIELDS)}; "
                f"or name a scraper, {' or '.join(SCRAPERS)}"
            )
        fields[field] = name
    return fields


def mapped_record(record: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """Return a source's record with the fields of an article; other fields keep their names or go to `extra`.

    Empty values are left out, and dates are normalized.
    """
    record = _lifted(record, fields)
    mapped = {field: record[name] for field, name in fields.items() if record.get(name) not in EMPTY}
    used = {fields[field] for field in mapped}
    rest = {name: value for name, value in record.items() if name not in used and value not in EMPTY}
    if displaced := {name: rest.pop(name) for name in mapped if name in rest}:
        extra = rest.pop("extra", {})
        rest["extra"] = (extra if isinstance(extra, dict) else {"extra": extra}) | displaced
    found = rest | mapped
    context = date_context(found.get("language"), found.get("url"), found.get("source"))
    for field in ("published_at", "fetched_at"):
        if field in found and (value := normalized_date(found.pop(field), context)) is not None:
            found[field] = value
    return found


def _lifted(record: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """Return the record with fields of objects that the map names ("fields.bodyText") copied to the top level."""
    lifted = dict(record)
    for name in fields.values():
        outer, dot, inner = name.partition(".")
        held = lifted.get(outer)
        if dot and name not in lifted and isinstance(held, Mapping) and inner in held:
            lifted |= {name: held[inner], outer: {key: value for key, value in held.items() if key != inner}}
    return lifted


def normalized_date(value: Any, context: DateContext | None = None) -> Any:
    """Return an RFC 3339 time or ISO date; None if empty; the value unchanged if a worker will warn about it."""
    if isinstance(value, date):
        value = value.isoformat()
    reading = read_publication_date(value, context)
    if reading.reason is None or reading.reason is WarningReason.NO_DATE:
        return reading.value
    return value
