"""Reading of RSS and Atom feeds: metadata of entries, and their text if they have it. Needs the extra `feeds`."""

from __future__ import annotations

import io
import re
from typing import Any

from streams.contract.codec import parse_moment
from streams.contract.date_context import DateContext, date_context
from streams.contract.errors import PARSER_ERRORS, Misconfigured
from streams.ingest.extract.boilerplate import without_boilerplate
from streams.ingest.extract.field_map import normalized_date
from streams.ingest.extract.html_text import paragraphs
from streams.ingest.extract.items import FailedItem
from streams.ingest.listings.entries import Entry, FetchLimits, Listing, entry_articles
from streams.ingest.web.fetch_policy import FetchPolicy

FULL_TEXT_CHARS = 1000
"""Minimum characters of a summary used as the article; a shorter one is used only if the page gives no text."""
NO_LISTING = "is neither an RSS or Atom feed nor a sitemap: put the addresses of pages in a .txt, one a line"

_MEDIA = re.compile(rb"xmlns:([\w.-]+)\s*=\s*[\"']https?://search\.yahoo\.com/mrss/?[\"']")
_MAIL = re.compile(r"(?:mailto:)?[\w.+%-]+@[\w.-]+")


def read_feed(document: bytes, name: str, policy: FetchPolicy, bounds: FetchLimits) -> Listing:
    """Yield the articles of a feed; `policy` fetches the pages of entries without full text.

    Raises:
        Misconfigured: feedparser is not installed.
    """
    try:
        feed = _parse(document)
    except PARSER_ERRORS as error:
        yield FailedItem(name, f"cannot be parsed: {error}")
        return False
    if not feed.get("version"):
        yield FailedItem(name, NO_LISTING)
        return False
    about = {"source": _string(feed.feed.get("title")), "language": _string(feed.feed.get("language"))}
    rss = feed.version.startswith("rss")
    entries = (_entry(entry, about, f"{name}#{number}", rss=rss) for number, entry in enumerate(feed.entries, start=1))
    return (yield from entry_articles(entries, name, policy, bounds))


def _parse(document: bytes) -> Any:
    try:
        import feedparser
    except ImportError as error:
        raise Misconfigured("feeds are an extra: pip install 'dateline[feeds]'") from error
    # As a stream: feedparser would open bytes that look like an address or path.
    return feedparser.parse(io.BytesIO(_without_media(document)), sanitize_html=False, resolve_relative_uris=False)


def _without_media(document: bytes) -> bytes:
    """Return the feed without Media RSS descriptions, which feedparser takes for the text of an entry."""
    for found in set(_MEDIA.findall(document)):
        element = rb"<%b:(description|title|text|keywords)\b[^>]*?(?:/>|>.*?</%b:\1\s*>)" % (2 * (re.escape(found),))
        document = re.sub(element, b"", document, flags=re.DOTALL)
    return document


def _entry(entry: Any, about: dict[str, str | None], origin: str, *, rss: bool = True) -> Entry:
    title = paragraphs(_string(entry.get("title")) or "").replace("\n\n", " ")
    content = _text([content.get("value") for content in entry.get("content", [])], title)
    summary = _text([entry.get("summary")], title)
    url = _address(entry)
    context = date_context(about.get("language"), url, None)
    published, changed = (
        _date(entry, first, context) or _date(entry, second, context)
        for first, second in (("published", "updated"), ("updated", "published"))
    )
    said = about | {
        "title": title,
        "url": url,
        "section": next((_string(tag.get("term")) for tag in entry.get("tags", [])), None),
        "published_at": published,
        "authors": _authors(entry, rss=rss),
    }
    return Entry(
        origin,
        {field: known for field, known in said.items() if known},
        changed=parse_moment(changed) if isinstance(changed, str) else None,
        text=max(content, summary, key=len) if content or len(summary) >= FULL_TEXT_CHARS else "",
        summary=summary,
    )


def _address(entry: Any) -> str | None:
    """Return the link of an entry, or its `guid` unless that is declared or evidently not an address."""
    url = _string(entry.get("link"))
    return url if url and "://" in url else None


def _authors(entry: Any, *, rss: bool) -> list[str]:
    """Return the names of authors. feedparser splits RSS's `mail (Name)` wrongly for long top-level domains."""
    written = [
        _string(entry.get("author")) if rss and "email" in person else _string(person.get("name"))
        for person in entry.get("authors", [])
    ]
    named = [_string(person.get("name")) for person in entry.get("authors", [])]
    whole = [said or name for said, name in zip(written, named, strict=True)]
    return list(dict.fromkeys(name for one in whole if one and (name := _person(one))))


def _person(written: str) -> str:
    """Return the name in `mail (Name)`, `Name (mail)`, `Name <mail>` or `By Name`; empty for a mail address only."""
    name = " ".join(re.sub(r"[()<>\[\]\"]", " ", _MAIL.sub(" ", written)).split())
    return re.sub(r"^by\s+", "", name, flags=re.IGNORECASE)


def _text(fragments: list[object], title: str) -> str:
    """Return the longest of HTML fragments as paragraphs."""
    texts = (without_boilerplate(paragraphs(_string(fragment) or "").split("\n\n"), title) for fragment in fragments)
    return max(texts, key=len, default="")


def _string(value: object) -> str | None:
    """Return the value if it is a string that UTF-8 can encode, else None."""
    if not isinstance(value, str):
        return None
    return value.encode("utf-8", "replace").decode().strip() or None


def _date(entry: Any, field: str, context: DateContext) -> Any:
    """Return a date of an entry as written; feedparser's own parsing guesses."""
    return normalized_date(_string(entry[field]) if field in entry else None, context)
