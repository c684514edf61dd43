"""How the fields of a source become those of an article: `text=body,title=headline`, or a scraper by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from streams.contract.codec import parse_moment
from streams.contract.errors import Misconfigured

FIELDS = (
    "id", "url", "title", "text", "source", "section", "published_at", "fetched_at", "language", "authors",
)  # fmt: skip
"""An article's fields; what a source has besides goes along in `extra`."""

Fields = Mapping[str, str]
"""An article's field and the source's name for it."""

SCRAPERS: dict[str, Fields] = {
    "news-please": {
        "text": "maintext",
        "published_at": "date_publish",
        "fetched_at": "date_download",
        "source": "source_domain",
    },
    "newspaper": {"published_at": "publish_date", "source": "meta_site_name"},
}
"""What scrapers call an article's fields, where it is not what we call them."""

EMPTY: tuple[Any, ...] = (None, "", [])
"""Values that say that there is none,"""
NO_MOMENT = (*EMPTY, "None", "NULL")
"""and those that scrapers write where they found no date."""
LONGEST_SECONDS = 10**11
"""A larger number of seconds since 1970 is of milliseconds."""

_DATE = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_NUMBER = re.compile(r"\d{9,13}(\.\d+)?")


def parse_fields(spec: str) -> Fields:
    """What `--map` says.

    Raises:
        Misconfigured: it is neither a scraper's name nor pairs of an article's field and a source's.
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


def article(record: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """A source's record with an article's fields; what has no place among them keeps its name, or goes to `extra`.

    Empty values are left out, and moments come out in one spelling.
    """
    mapped = {field: record[name] for field, name in fields.items() if record.get(name) not in EMPTY}
    used = {fields[field] for field in mapped}
    rest = {name: value for name, value in record.items() if name not in used and value not in EMPTY}
    if displaced := {name: rest.pop(name) for name in mapped if name in rest}:
        extra = rest.pop("extra", {})
        rest["extra"] = (extra if isinstance(extra, dict) else {"extra": extra}) | displaced
    found = rest | mapped
    for field in ("published_at", "fetched_at"):
        if field in found and (value := moment(found.pop(field))) is not None:
            found[field] = value
    return found


def moment(value: Any) -> Any:
    """A moment as RFC 3339, a date as it is, None for none; what is neither stays, for the reader to refuse.

    Takes what scrapers write: ISO 8601, the dates of mail and RSS, seconds or milliseconds since 1970. The offset
    is kept, for it says what day it was where the article was published; without one, UTC is taken.
    """
    if value in NO_MOMENT:
        return None
    if isinstance(value, date):
        value = value.isoformat()
    text = str(value).strip()
    if _DATE.fullmatch(text):
        return text
    parsed = _numbered(text) or parse_moment(text) or _mailed(text)
    return value if parsed is None else parsed.isoformat()


def _numbered(text: str) -> datetime | None:
    if not _NUMBER.fullmatch(text):
        return None
    seconds = float(text)
    return datetime.fromtimestamp(seconds / 1000 if seconds > LONGEST_SECONDS else seconds, UTC)


def _mailed(text: str) -> datetime | None:
    try:
        return parse_moment(parsedate_to_datetime(text).isoformat())
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
