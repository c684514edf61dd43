"""Context for reading an ambiguous date: country and language of the source, time of receipt."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import msgspec

_DOMAIN = re.compile(r"(?:[\w-]+\.)+([a-z]{2,})\.?", re.IGNORECASE)
_LANGUAGE_TAG = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z]{4})?(?:[-_]([A-Za-z]{2}))?\b")


class DateConventions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of `publication_dates.toml`, which describes each of them."""

    none: list[str]
    lead_words: list[str]
    change_words: list[str]
    end_words: list[str]
    placeholders: list[str]
    months: list[list[str]]
    fillers: list[str]
    month_first: list[str]
    day_first: list[str]
    day_first_languages: list[str]
    worldwide_domains: list[str]


@dataclass(frozen=True, slots=True)
class DateContext:
    """The context of a date. Country and language are computed only when needed."""

    latest: datetime | None = None
    """When the article was fetched or received; it cannot have been published later."""
    tag: object = None
    """Language of the source as it was sent: `en-GB`."""
    url: object = None
    source: object = None

    @property
    def region(self) -> str | None:
        """Country of the source, ISO 3166-1 alpha-2: by its domain, else by its language."""
        tag = self._tag()
        region = _region(self.url) or _region(self.source) or (tag[2].upper() if tag and tag[2] else None)
        return "GB" if region == "UK" else region

    @property
    def language(self) -> str | None:
        """Language of the source, ISO 639-1."""
        tag = self._tag()
        return tag[1].lower() if tag else None

    @property
    def day_first(self) -> bool | None:
        """Whether 3/9/2026 is in September; None if that cannot be decided."""
        words, region = conventions(), self.region
        if region in words.month_first:
            return False
        return True if region in words.day_first or self.language in words.day_first_languages else None

    def _tag(self) -> re.Match[str] | None:
        return _LANGUAGE_TAG.match(self.tag) if isinstance(self.tag, str) else None


def date_context(language: object, url: object, source: object, latest: datetime | None = None) -> DateContext:
    """Return the context from the fields of an article; fields of a wrong type are ignored."""
    return DateContext(latest, language, url, source)


def _region(address: object) -> str | None:
    """Return the country of a host name, from its top-level domain."""
    if not isinstance(address, str):
        return None
    try:
        host = urlsplit(address.strip()).hostname if "://" in address else address.strip()
    except ValueError:
        return None
    found = _DOMAIN.fullmatch(host or "")
    domain = found[1].lower() if found else ""
    return domain.upper() if len(domain) == 2 and domain not in conventions().worldwide_domains else None


@cache
def conventions() -> DateConventions:
    """Return the word lists of `publication_dates.toml`."""
    text = files("streams.contract").joinpath("publication_dates.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), DateConventions)
