"""RSS and Atom feeds: what an entry says of an article, and its text where it holds it. Needs the extra `feeds`."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from streams.contract.codec import parse_moment
from streams.contract.errors import PARSER_ERRORS, Misconfigured
from streams.ingest.extract.boilerplate import body
from streams.ingest.extract.field_map import moment
from streams.ingest.extract.html_text import paragraphs
from streams.ingest.extract.items import FailedItem
from streams.ingest.listings.entries import Entry, FetchLimits, Listing, entry_articles
from streams.ingest.web.fetch_policy import FetchPolicy

FULL_TEXT_CHARS = 1000
"""A summary of this length is taken for the article; a shorter one only where the page gives nothing."""


def read_feed(document: bytes, name: str, visits: FetchPolicy, bounds: FetchLimits) -> Listing:
    """The articles of a feed document; `visits` fetches the pages of entries that hold no full text.

    Raises:
        Misconfigured: feedparser is not installed.
    """
    try:
        feed = _parse(document)
    except PARSER_ERRORS as error:
        yield FailedItem(name, f"cannot be taken apart: {error}")
        return False
    if not feed.get("version"):
        yield FailedItem(name, "is neither an RSS or Atom feed nor a sitemap")
        return False
    about = {"source": _string(feed.feed.get("title")), "language": _string(feed.feed.get("language"))}
    entries = (_entry(entry, about, f"{name}#{number}") for number, entry in enumerate(feed.entries, start=1))
    return (yield from entry_articles(entries, name, visits, bounds))


def _parse(document: bytes) -> Any:
    try:
        import feedparser
    except ImportError as error:
        raise Misconfigured("feeds are an extra: pip install 'dateline[feeds]'") from error
    # A stream, for feedparser takes bytes that look like an address or a path for one and opens it.
    return feedparser.parse(io.BytesIO(document), sanitize_html=False, resolve_relative_uris=False)


def _entry(entry: Any, about: dict[str, str | None], origin: str) -> Entry:
    title = paragraphs(_string(entry.get("title")) or "").replace("\n\n", " ")
    content = _text([content.get("value") for content in entry.get("content", [])], title)
    summary = _text([entry.get("summary")], title)
    said = about | {
        "title": title,
        "url": _string(entry.get("link")),
        "section": next((_string(tag.get("term")) for tag in entry.get("tags", [])), None),
        "published_at": _moment(entry, "published") or _moment(entry, "updated"),
        "authors": [name for person in entry.get("authors", []) if (name := _string(person.get("name")))],
    }
    changed = _moment(entry, "updated") or _moment(entry, "published")
    return Entry(
        origin,
        {field: known for field, known in said.items() if known},
        changed=parse_moment(changed) if changed else None,
        text=max(content, summary, key=len) if content or len(summary) >= FULL_TEXT_CHARS else "",
        summary=summary,
    )


def _text(fragments: list[object], title: str) -> str:
    """The longest of these pieces of HTML, as paragraphs."""
    texts = (body(paragraphs(_string(fragment) or "").split("\n\n"), title) for fragment in fragments)
    return max(texts, key=len, default="")


def _string(value: object) -> str | None:
    """The string, if it is one that UTF-8 can carry, else None."""
    if not isinstance(value, str):
        return None
    return value.encode("utf-8", "replace").decode().strip() or None


def _moment(entry: Any, field: str) -> str | None:
    """A date of an entry; feedparser's reading of it where ours has none."""
    value = moment(_string(entry[field]) if field in entry else None)
    if isinstance(value, str) and parse_moment(value):
        return value
    parsed = entry[f"{field}_parsed"] if field in entry else None
    try:
        return datetime(*parsed[:6]).replace(tzinfo=UTC).isoformat() if parsed else None
    except ValueError:
        return None
