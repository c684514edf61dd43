"""RSS and Atom feeds: each entry's own text, or that of the page it links to. Needs the extra `feeds`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from time import monotonic
from typing import Any

import msgspec

from streams.codec import parse_moment
from streams.errors import Misconfigured
from streams.feeds.fields import moment
from streams.feeds.item import Failed, Found, Item
from streams.feeds.markup import paragraphs
from streams.feeds.page import completed, page_article
from streams.feeds.web import FetchError, Web

FULL_TEXT_CHARS = 1000
"""A summary of this length is taken for the article; a shorter one only where the page gives nothing."""
MAX_ENTRIES = 500
FEED_SECONDS = 600.0
"""For all the pages of one feed."""


def read_feed(body: bytes, name: str, web: Web) -> Iterator[Item]:
    """The articles of a feed document; `web` fetches the pages of entries that hold no full text.

    Raises:
        Misconfigured: feedparser is not installed.
    """
    feed = _parse(body)
    if not feed.get("version"):
        yield Failed(name, "is not an RSS or Atom feed")
        return
    about = {"source": _string(feed.feed.get("title")), "language": _string(feed.feed.get("language"))}
    deadline = monotonic() + FEED_SECONDS
    for number, entry in enumerate(feed.entries[:MAX_ENTRIES], start=1):
        if monotonic() > deadline:
            yield Failed(
                name, f"took more than {FEED_SECONDS:.0f} s: {len(feed.entries) - number + 1} entries left out"
            )
            return
        yield _item(entry, about, f"{name}#{number}", web)
    if len(feed.entries) > MAX_ENTRIES:
        yield Failed(name, f"holds {len(feed.entries)} entries: those after {MAX_ENTRIES} are left out")


def _parse(body: bytes) -> Any:
    try:
        import feedparser
    except ImportError as error:
        raise Misconfigured("feeds are an extra: pip install 'dateline[feeds]'") from error
    # A stream, for feedparser takes bytes that look like an address or a path for one and opens it.
    return feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)


def _item(entry: Any, about: dict[str, str | None], origin: str, web: Web) -> Item:
    url = _string(entry.get("link"))
    said = about | {
        "title": paragraphs(_string(entry.get("title")) or "").replace("\n\n", " "),
        "url": url,
        "section": next((_string(tag.get("term")) for tag in entry.get("tags", [])), None),
        "published_at": _published(entry),
        "authors": [name for person in entry.get("authors", []) if (name := _string(person.get("name")))],
    }
    article, why = _article(entry, {field: known for field, known in said.items() if known}, web)
    if article is None:
        return Failed(f"{origin} {url or ''}".strip(), why)
    return Found(url.encode() if url else None, msgspec.json.encode(article), origin)


def _article(entry: Any, said: dict[str, Any], web: Web) -> tuple[dict[str, Any] | None, str]:
    """The article with its text from where it is fullest, or None and why there is none."""
    content = _longest(entry.get("content", []))
    summary = paragraphs(_string(entry.get("summary")) or "")
    if content or len(summary) >= FULL_TEXT_CHARS:
        return said | {"text": max(content, summary, key=len)}, ""
    why = "holds neither text nor a link"
    if url := said.get("url"):
        try:
            if page := page_article(web.fetch(url).body, url):
                return completed(page, said), ""
            why = "the page gives no text"
        except FetchError as error:
            why = str(error)
    return (said | {"text": summary} if summary else None), why


def _longest(contents: list[Any]) -> str:
    return max((paragraphs(_string(content.get("value")) or "") for content in contents), key=len, default="")


def _string(value: object) -> str | None:
    """The string, if it is one that UTF-8 can carry, else None."""
    if not isinstance(value, str):
        return None
    return value.encode("utf-8", "replace").decode().strip() or None


def _published(entry: Any) -> str | None:
    """When an entry was published, else changed; feedparser's reading of the date where ours has none."""
    for field in ("published", "updated"):
        value = moment(_string(entry.get(field)))
        if isinstance(value, str) and parse_moment(value):
            return value
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime(*parsed[:6]).replace(tzinfo=UTC).isoformat() if parsed else None
    except ValueError:
        return None
