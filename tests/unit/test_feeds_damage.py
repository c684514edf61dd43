"""Damaged feeds, pages and files: whatever is in them, a round goes on to the next source."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.feeds.document import read_document
from streams.feeds.entries import Listing
from streams.feeds.fields import parse_fields
from streams.feeds.item import Failed, Found, Passed
from streams.feeds.listing import read_listing
from streams.feeds.position import Position
from streams.feeds.table import read_table
from streams.feeds.visits import Visits
from streams.feeds.warc import read_warc
from streams.feeds.web import Web
from tests.unit import newsroom

URL = "http://127.0.0.1:1/orvat"
# fmt: off
SNIPPETS = (
    b"<", b">", b'"', b"&", b"\x00", b"\xff", b"&#xD800;", b"&#0;", b"&#99999999999;", b"2026", b"9" * 14, b"\r\n",
    b"\r", b"<!--", b"<![CDATA[", b"-1", b"\xed\xa0\x80", b"null", b"[]", b"{}", b"http://[", b"\x1b[2J", b"</p>",
)
# fmt: on


def listed(body: bytes) -> Listing:
    with Position(None) as position:
        return (yield from read_listing(body, "list", Visits(Web(public_only=True), position=position)))


KINDS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "page": (newsroom.warc((URL, newsroom.PAGE), gzip=False), lambda b: read_warc(io.BytesIO(b), "a", 10**6)),
    "RSS": (newsroom.rss(URL), listed),
    "sitemap": (newsroom.news_sitemap(URL), listed),
    "JSON": (
        newsroom.news_please(URL),
        lambda b: read_document(io.BytesIO(b), "a", 10**6, parse_fields("news-please")),
    ),
    "table": (
        newsroom.table(URL),
        lambda b: read_table(io.BytesIO(b), "a", 10**6, parse_fields(newsroom.TABLE_MAP)),
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
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_damage_gives_items_and_nothing_else(kind: str, seed: int) -> None:
    body, read = KINDS[kind]
    items = read(damaged(body, random.Random(seed)))
    assert all(isinstance(item, Found | Failed | Passed) for item in items)  # type: ignore[attr-defined]
