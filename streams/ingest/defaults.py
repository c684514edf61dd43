"""Default values of articles, from `--published-at`, `--source` and `--language`."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from streams.contract.errors import Misconfigured
from streams.contract.language_names import language_code
from streams.contract.publication_date import read_publication_date
from streams.ingest.extract.json_wrappers import json_object

Defaults = Mapping[str, str]


def article_defaults(
    published_at: str | None = None, source: str | None = None, language: str | None = None
) -> Defaults:
    """Return the given fields, the date as RFC 3339 or ISO 8601, the language as ISO 639-1 code.

    Raises:
        Misconfigured: the date or the language is not understood.
    """
    given = {"published_at": published_at, "source": source, "language": language_option(language)}
    if published_at:
        reading = read_publication_date(published_at)
        if reading.value is None or reading.reason:
            raise Misconfigured(f"--published-at {published_at}: give it as 2026-03-09 or 2026-03-09T10:00:00Z")
        given["published_at"] = reading.value
    return {field: value for field, value in given.items() if value}


def language_option(language: str | None) -> str | None:
    """Return the ISO 639-1 code of a language given as code, tag or English name; None if none is given.

    Raises:
        Misconfigured: the language is unknown.
    """
    if not language:
        return None
    code = language_code(language)
    if code is None:
        raise Misconfigured(f"--language {language}: give an ISO 639-1 code or an English name, as in en or English")
    return code


def with_defaults(value: bytes, defaults: Defaults) -> bytes:
    """Return the article with defaults for missing fields; a value that is not an object is unchanged."""
    if not defaults or (record := json_object(value)) is None:
        return value
    lacking = {field: given for field, given in defaults.items() if record.get(field) in (None, "")}
    return msgspec.json.encode(record | lacking) if lacking else value
