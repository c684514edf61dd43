"""Articles of the entries of feeds and sitemaps: from their own text or the linked page, within limits."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

import msgspec

from streams.contract.ids import digest
from streams.ingest.extract.items import FailedItem, FoundArticle, Item, SkippedItem
from streams.ingest.extract.web_page import WebPageError, page_article, with_entry_fields
from streams.ingest.web.fetch_policy import FetchPolicy
from streams.ingest.web.http_client import FetchError
from streams.ingest.web.response_body import charset

MAX_ENTRIES = 500
FEED_SECONDS = 600.0
"""Maximum seconds for all pages of one feed, or of one sitemap with its sub-sitemaps."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a listing."""

    origin: str
    said: dict[str, Any]
    """Non-empty fields of the article in the listing."""
    changed: datetime | None = None
    """Time of publication or last change."""
    text: str = ""
    """The full text, if the listing has it."""
    summary: str = ""

    @property
    def mark(self) -> str:
        """Key of the entry in its present state; a changed entry has another key."""
        changed = self.changed.isoformat() if self.changed else ""
        text = self.text or ("" if "url" in self.said else self.summary)
        return digest(self.said.get("url", ""), self.said.get("title", ""), changed, text)


@dataclass(slots=True)
class FetchLimits:
    """Remaining limits of one source."""

    entries: int = MAX_ENTRIES
    deadline: float = field(default_factory=lambda: monotonic() + FEED_SECONDS)


Listing = Generator[Item, None, bool]
"""Generator of items; returns whether the document was read completely, and need not be read again unchanged."""


def entry_articles(entries: Iterable[Entry], name: str, policy: FetchPolicy, bounds: FetchLimits) -> Listing:
    """Yield the article of each entry, except those fed before or too old."""
    whole, seen = True, policy.seen
    for entry in entries:
        if policy.since and entry.changed and entry.changed < policy.since:
            yield SkippedItem(entry.origin, "older than asked for")
            continue
        if seen and seen.contains(entry.mark):
            yield SkippedItem(entry.origin, "known already")
            continue
        if why := _spent(bounds):
            yield (
                SkippedItem(name, f"{why}, the rest is for the next time")
                if seen
                else FailedItem(name, f"{why} were read")
            )
            return False
        bounds.entries -= 1
        item, again = _item(entry, policy)
        if seen and not again:
            seen.add_article(entry.mark)
        whole = whole and not again
        yield item
    return whole


def _spent(bounds: FetchLimits) -> str:
    if bounds.entries <= 0:
        return f"no more than {MAX_ENTRIES} entries"
    return f"no more than {FEED_SECONDS:.0f} s of entries" if monotonic() > bounds.deadline else ""


def _item(entry: Entry, policy: FetchPolicy) -> tuple[Item, bool]:
    """Return the article with the fullest text, or why there is none; and whether to try again later."""
    url, again = entry.said.get("url"), False
    article, why = (entry.said | {"text": entry.text} if entry.text else None), "holds neither text nor a link"
    if article is None and url:
        try:
            page = policy.page(url)
            why = "the page gives no text"
            if read := page_article(page.body, url, charset(page.kind)):
                article = with_entry_fields(read, entry.said)
        except FetchError as error:
            why, again = str(error), error.again
        except WebPageError as error:
            why = str(error)
    if article is None and entry.summary:
        article = entry.said | {"text": entry.summary}
    if article is None:
        return FailedItem(f"{entry.origin} {url or ''}".strip(), why), again
    return FoundArticle(url.encode() if url else None, msgspec.json.encode(article), entry.origin), False
