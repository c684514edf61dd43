"""Damaged feeds, pages and files: an ingest run continues with the next source."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.ingest.extract.field_map import parse_fields
from streams.ingest.extract.items import FailedItem, FoundArticle, SkippedItem
from streams.ingest.formats.csv_file import read_table
from streams.ingest.formats.json_file import read_document
from streams.ingest.formats.warc_file import read_warc
from streams.ingest.listings.entries import Listing
from streams.ingest.listings.listings import read_listing
from streams.ingest.web.fetch_policy import FetchPolicy
from streams.ingest.web.http_client import HttpClient
from streams.ingest.web.seen_store import SeenStore
from tests.unit.support import article_formats

URL = "http://127.0.0.1:1/orvat"
# fmt: off
SNIPPETS = (
    b"<", b">", b'"', b"&", b"\x00", b"\xff", b"&#xD800;", b"&#0;", b"&#99999999999;", b"2026", b"9" * 14, b"\r\n",
    b"\r", b"<!--", b"<![CDATA[", b"-1", b"\xed\xa0\x80", b"null", b"[]", b"{}", b"http://[", b"\x1b[2J", b"</p>",
)
# fmt: on


def listed(body: bytes) -> Listing:
    with SeenStore(None) as seen:
        return (yield from read_listing(body, "list", FetchPolicy(HttpClient(public_only=True), seen=seen)))


KINDS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "page": (
        article_formats.warc((URL, article_formats.PAGE), gzip=False),
        lambda b: read_warc(io.BytesIO(b), "a", 10**6),
    ),
    "RSS": (article_formats.rss(URL), listed),
    "sitemap": (article_formats.news_sitemap(URL), listed),
    "JSON": (
        article_formats.news_please(URL),
        lambda b: read_document(io.BytesIO(b), "a", 10**6, parse_fields("news-please")),
    ),
    "table": (
        article_formats.table(URL),
        lambda b: read_table(io.BytesIO(b), "a", 10**6, parse_fields(article_formats.TABLE_MAP)),
    ),
}


def damaged(body: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 2, 5, 20))):
        at, end = rng.randint(0, len(body)), rng.randint(0, len(body))
        what = rng.randrange(4)
        if what == 0:
            body = body[:at] + rng.choice(SNIPPETS) + body[at:]
        elif what == 1:
            body = body[:at] + body[at + rng.randint(1, 50) :]
        elif what == 2:
            body = body[:at] + body[end : end + 200] + body[at:]
        else:
            body = body[:at] + bytes([rng.randrange(256)]) + body[at + 1 :]
    return body


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_damage_gives_items_and_nothing_else(kind: str, seed: int) -> None:
    body, read = KINDS[kind]
    items = read(damaged(body, random.Random(seed)))
    assert all(isinstance(item, FoundArticle | FailedItem | SkippedItem) for item in items)  # type: ignore[attr-defined]
