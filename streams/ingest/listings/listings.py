"""Reading of a document that lists articles: RSS, Atom, JSON Feed, sitemap, news service response, addresses."""

from __future__ import annotations

from collections.abc import Iterator

from streams.ingest.extract.items import FailedItem, Item, SkippedItem
from streams.ingest.listings.entries import FetchLimits, Listing
from streams.ingest.listings.link_lists import addresses, listed_records, read_addresses, read_records
from streams.ingest.listings.rss_atom import read_feed
from streams.ingest.listings.sitemaps import SITEMAP_BYTES, decompressed, is_sitemap, read_sitemap
from streams.ingest.web.fetch_policy import FetchPolicy
from streams.ingest.web.http_client import MAX_BYTES, FetchError


def read_listing(body: bytes, name: str, policy: FetchPolicy) -> Listing:
    """Yield the articles listed in a document, which may be compressed."""
    try:
        body = decompressed(body)
    except ValueError as error:
        yield FailedItem(name, str(error))
        return False
    if is_sitemap(body):
        return (yield from read_sitemap(body, name, policy, FetchLimits()))
    if (records := listed_records(body)) is not None:
        return (yield from read_records(records, name, policy, FetchLimits()))
    if urls := addresses(body):
        return (yield from read_addresses(urls, name, policy, FetchLimits()))
    if len(body) > MAX_BYTES:
        yield FailedItem(name, f"more than {MAX_BYTES} bytes, and no sitemap")
        return False
    return (yield from read_feed(body, name, policy, FetchLimits()))


def read_address(url: str, policy: FetchPolicy) -> Iterator[Item]:
    """Yield the articles listed in the document at an address; none if it has not changed since it was last read."""
    try:
        page = policy.document(url, SITEMAP_BYTES)
    except FetchError as error:
        yield FailedItem(url, str(error))
        return
    if page.unchanged:
        yield SkippedItem(url, "unchanged")
        return
    whole = yield from read_listing(page.body, url, policy)
    if whole and policy.seen:
        policy.seen.add_document(url, page.validators)
