"""What decides how a date is read where it does not itself: country and language of the source, time of arrival."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

_DOMAIN = re.compile(r"(?:[\w-]+\.)+([a-z]{2,})\.?", re.IGNORECASE)
_LANGUAGE_TAG = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z]{4})?(?:[-_]([A-Za-z]{2}))?\b")


@dataclass(frozen=True, slots=True)
class DateContext:
    """What is known beside a date."""

    latest: datetime | None = None
    """When the article was fetched or received: it cannot have been published later."""
    region: str | None = None
    """Country of the source, ISO 3166-1 alpha-2."""
    language: str | None = None
    """Language of the source, ISO 639-1."""

    @property
    def day_first(self) -> bool | None:
        """Whether 3/9/2026 is in September; None where it may be either."""
        words = conventions()
        if self.region in words["month_first"]:
            return False
        return True if self.region in words["day_first"] or self.language in words["day_first_languages"] else None


def date_context(language: object, url: object, source: object, latest: datetime | None = None) -> DateContext:
    """The context that an article's own fields give; fields of a wrong type say nothing."""
    tag = _LANGUAGE_TAG.match(language) if isinstance(language, str) else None
    region = _region(url) or _region(source) or (tag[2].upper() if tag and tag[2] else None)
    return DateContext(latest, "GB" if region == "UK" else region, tag[1].lower() if tag else None)


def _region(address: object) -> str | None:
    """The country of a host name, from its top-level domain."""
    if not isinstance(address, str):
        return None
    try:
        host = urlsplit(address.strip()).hostname if "://" in address else address.strip()
    except ValueError:
        return None
    found = _DOMAIN.fullmatch(host or "")
    domain = found[1].lower() if found else ""
    return domain.upper() if len(domain) == 2 and domain not in conventions()["worldwide_domains"] else None


@cache
def conventions() -> dict[str, Any]:
    """The word lists of `publication_dates.toml`."""
    return tomllib.loads(files("streams.contract").joinpath("publication_dates.toml").read_text("utf-8"))
