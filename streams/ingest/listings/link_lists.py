"""Lists of articles in JSON (JSON Feed, responses of news services), and plain-text lists of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from streams.contract.codec import parse_moment
from streams.ingest.extract.charsets import decode_text
from streams.ingest.extract.field_map import Fields, mapped_record
from streams.ingest.extract.items import FailedItem
from streams.ingest.extract.json_wrappers import json_object, wrapped_articles
from streams.ingest.listings.entries import Entry, FetchLimits, Listing, entry_articles
from streams.ingest.web.fetch_policy import FetchPolicy

MAX_ADDRESSES = 50_000
"""Maximum addresses of a list, as in the sitemap protocol."""

_ADDRESS = re.compile(r"https?://\S+")
_decode_list = msgspec.json.Decoder(list[msgspec.Raw]).decode


def listed_records(body: bytes, fields: Fields | None = None) -> list[bytes] | None:
    """Return the records that a JSON document lists, each as JSON; None if it is not a list of articles."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"{":
        return wrapped_articles(body.removeprefix(b"\xef\xbb\xbf"), (fields or {}).get("text", "text"))
    if start != b"[":
        return None
    try:
        return [bytes(record) for record in _decode_list(body.removeprefix(b"\xef\xbb\xbf"))]
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def needs_pages(records: list[bytes], fields: Fields | None = None) -> bool:
    """Return whether some records have an address and no text."""
    return any("url" in made and "text" not in made for made in _made(records[:50], fields))


def read_records(
    records: list[bytes], name: str, policy: FetchPolicy, bounds: FetchLimits, fields: Fields | None = None
) -> Listing:
    """Yield the articles of records; the page is fetched for a record with an address and no text."""
    entries = (_entry(made, f"{name}#{number}") for number, made in enumerate(_made(records, fields), start=1))
    return (yield from entry_articles(entries, name, policy, bounds))


def _made(records: list[bytes], fields: Fields | None) -> Iterator[dict[str, Any]]:
    return (mapped_record(json_object(record) or {}, fields or {}) for record in records)


def _entry(made: dict[str, Any], origin: str) -> Entry:
    text, published = made.pop("text", None), made.get("published_at")
    changed = parse_moment(published) if isinstance(published, str) else None
    return Entry(origin, made, changed, text=text if isinstance(text, str) else "")


def addresses(body: bytes) -> list[str]:
    """Return the addresses in a text with one address per line (a plain-text sitemap); empty for any other text."""
    if not re.match(rb"(?:\xef\xbb\xbf)?\s*https?://", body[:100]):
        return []
    lines = [line.strip() for line in decode_text(body, markup=False).splitlines() if line.strip()]
    return lines if all(map(_ADDRESS.fullmatch, lines)) else []


def read_addresses(urls: list[str], name: str, policy: FetchPolicy, bounds: FetchLimits) -> Listing:
    """Yield the article of each address."""
    if len(urls) > MAX_ADDRESSES:
        yield FailedItem(name, f"lists more than {MAX_ADDRESSES} addresses")
        return False
    entries = (Entry(f"{name}#{number}", {"url": url}) for number, url in enumerate(urls, start=1))
    return (yield from entry_articles(entries, name, policy, bounds))
