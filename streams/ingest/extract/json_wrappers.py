"""JSON documents that wrap articles: responses of news services and search engines, JSON Feed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from streams.contract.json_repair import repair_json
from streams.ingest.extract.html_text import paragraphs
from streams.ingest.extract.linked_data import names

LISTS = ("articles", "items", "results", "docs", "documents", "hits", "entries", "posts", "stories", "news", "data")
"""Keys of lists of articles."""
INNER = ("response", "data", "result", "hits", "feed")
"""Keys of objects that contain such a list."""
RECORDS = ("_source", "attributes", "fields")
"""Keys under which an element of a list contains the record itself."""
MAX_DEPTH = 3
JSON_FEED = "://jsonfeed.org/version/"

_decode = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_decode_list = msgspec.json.Decoder(list[msgspec.Raw]).decode


def json_object(value: bytes) -> dict[str, Any] | None:
    """Return the JSON object in a value, including non-standard JSON (NaN); None if there is none."""
    for attempt in (value, None):
        try:
            decoded = msgspec.json.decode(repair_json(value)[0] if attempt is None else attempt)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            continue
        return decoded if isinstance(decoded, dict) else None
    return None


def wrapped_articles(value: bytes, text: str = "text") -> list[bytes] | None:
    """Return the articles in a JSON object, as JSON; None if it has none, or is one itself.

    `text` is the name of the field with the text of an article.
    """
    outer = _fields(value)
    if outer is None or text in outer:
        return None
    if JSON_FEED in str(bytes(outer.get("version", msgspec.Raw(b""))), "utf-8", "replace"):
        return _json_feed(value)
    found = _list(outer, text, 0)
    return None if found is None else [_record(bytes(element), text) for element in found]


def _list(outer: Mapping[str, msgspec.Raw], text: str, depth: int) -> list[msgspec.Raw] | None:
    for name in LISTS:
        raw = bytes(outer.get(name, b"")).lstrip()
        if raw.startswith(b"["):
            elements = _decode_list(raw)
            if all(bytes(element).lstrip().startswith(b"{") for element in elements):
                return elements
    for name in INNER if depth < MAX_DEPTH else ():
        inner = _fields(bytes(outer.get(name, b"")))
        if inner is not None and text not in inner and (found := _list(inner, text, depth + 1)) is not None:
            return found
    return None


def _fields(value: bytes) -> dict[str, msgspec.Raw] | None:
    if not value.lstrip().startswith(b"{"):
        return None
    for repaired in (False, True):
        try:
            return _decode(repair_json(value)[0] if repaired else value)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            continue
    return None


def _record(element: bytes, text: str) -> bytes:
    """Return the record in an element, with the element's other fields if the record lacks them."""
    outer = _fields(element) or {}
    if text in outer:
        return element
    for name in RECORDS:
        inner = _fields(bytes(outer.get(name, b"")))
        if inner is not None and (text in inner or name == "_source"):
            return msgspec.json.encode({key: raw for key, raw in outer.items() if key != name} | inner)
    return element


def _json_feed(value: bytes) -> list[bytes]:
    """Return the items of a JSON Feed, 1.0 or 1.1, with the fields of an article."""
    feed = json_object(value) or {}
    items = feed.get("items")
    return [
        msgspec.json.encode(_feed_item(item, feed))
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict)
    ]


def _feed_item(item: dict[str, Any], feed: dict[str, Any]) -> dict[str, Any]:
    html, identity = item.get("content_html"), item.get("id")
    text = item.get("content_text") or (paragraphs(html) if isinstance(html, str) else None)
    link = item.get("url") or (identity if isinstance(identity, str) and "://" in identity else None)
    tags = item.get("tags")
    found = {
        "text": text,
        "title": item.get("title"),
        "url": link or item.get("external_url"),
        "source": feed.get("title"),
        "section": tags[0] if isinstance(tags, list) and tags else None,
        "published_at": item.get("date_published") or item.get("date_modified"),
        "language": item.get("language") or feed.get("language"),
        "authors": names(item.get("authors") or item.get("author") or feed.get("authors") or feed.get("author")),
    }
    if not link:
        found["id"] = identity
    return {field: known for field, known in found.items() if known}
