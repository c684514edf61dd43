"""A document that lists articles: an RSS or Atom feed, or a sitemap."""

from __future__ import annotations

from collections.abc import Iterator

from streams.feeds.entries import Bounds, Listing
from streams.feeds.item import Failed, Item, Passed
from streams.feeds.sitemap import SITEMAP_BYTES, is_sitemap, opened, read_sitemap
from streams.feeds.syndication import read_feed
from streams.feeds.visits import Visits
from streams.feeds.web import MAX_BYTES, FetchError


def read_listing(body: bytes, name: str, visits: Visits) -> Listing:
    """The articles that a document, perhaps packed, lists."""
    try:
        body = opened(body)
    except ValueError as error:
        yield Failed(name, str(error))
        return False
    if is_sitemap(body):
        return (yield from read_sitemap(body, name, visits, Bounds()))
    if len(body) > MAX_BYTES:
        yield Failed(name, f"more than {MAX_BYTES} bytes, and no sitemap")
        return False
    return (yield from read_feed(body, name, visits, Bounds()))


def read_address(url: str, visits: Visits) -> Iterator[Item]:
    """The articles that the document at an address lists; nothing where it is as it was when it was read last."""
    try:
        page = visits.document(url, SITEMAP_BYTES)
    except FetchError as error:
        yield Failed(url, str(error))
        return
    if page.unchanged:
        yield Passed(url, "unchanged")
        return
    whole = yield from read_listing(page.body, url, visits)
    if whole and visits.position:
        visits.position.read(url, page.validators)
