"""Values for articles that lack them: what `--published-at`, `--source` and `--language` say of all that is fed."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from streams.contract.errors import Misconfigured
from streams.contract.publication_date import read_publication_date
from streams.ingest.extract.json_wrappers import json_object

Defaults = Mapping[str, str]


def article_defaults(
    published_at: str | None = None, source: str | None = None, language: str | None = None
) -> Defaults:
    """Return the fields that are given, the date as RFC 3339 or ISO 8601.

    Raises:
        Misconfigured: the date cannot be read.
    """
    given = {"published_at": published_at, "source": source, "language": language}
    if published_at:
        reading = read_publication_date(published_at)
        if reading.value is None or reading.reason:
            raise Misconfigured(f"--published-at {published_at}: give it as 2026-03-09 or 2026-03-09T10:00:00Z")
        given["published_at"] = reading.value
    return {field: value for field, value in given.items() if value}


def with_defaults(value: bytes, defaults: Defaults) -> bytes:
    """Return the article with the fields that it lacks; what is no object stays as it is."""
    if not defaults or (record := json_object(value)) is None:
        return value
    lacking = {field: given for field, given in defaults.items() if record.get(field) in (None, "")}
    return msgspec.json.encode(record | lacking) if lacking else value
