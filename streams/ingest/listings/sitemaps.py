"""Reading of sitemaps: plain, news and index sitemaps, also compressed. Needs the extra `feeds`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from streams.contract.codec import parse_moment
from streams.contract.errors import Misconfigured
from streams.ingest.extract.field_map import normalized_date
from streams.ingest.extract.items import FailedItem, SkippedItem
from streams.ingest.listings.entries import Entry, FetchLimits, Listing, entry_articles
from streams.ingest.web.fetch_policy import FetchPolicy
from streams.ingest.web.http_client import FetchError
from streams.ingest.web.response_body import GZIP_MAGIC, decompressed_body

SITEMAP_BYTES = 50 * 1024 * 1024
"""Maximum size of a sitemap in the protocol, decompressed."""
MAX_ELEMENTS = 1_000_000
"""Maximum elements of one sitemap, which may list 50,000 pages."""
MAX_SITEMAPS = 50
"""Maximum sitemaps of one index; the newest are read."""
NEVER = datetime.min.replace(tzinfo=UTC)

_ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)[\s>]")


def decompressed(body: bytes) -> bytes:
    """Return the document in a response, decompressed if needed.

    Raises:
        ValueError: the data is invalid, or larger than a sitemap may be.
    """
    return decompressed_body(body, "gzip" if body.startswith(GZIP_MAGIC) else "", SITEMAP_BYTES)


def is_sitemap(body: bytes) -> bool:
    """Return whether a document is a sitemap or a sitemap index."""
    return _ROOT.search(body[:4096]) is not None


def read_sitemap(body: bytes, name: str, policy: FetchPolicy, bounds: FetchLimits, *, nested: bool = False) -> Listing:
    """Yield the articles of the pages in a sitemap, or in the sitemaps of an index, newest first.

    Raises:
        Misconfigured: lxml is not installed.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise Misconfigured("sitemaps are an extra: pip install 'dateline[feeds]'") from error
    listed: list[Entry] = []
    problem = ""
    try:
        for number, fields in enumerate(_fields(body), start=1):
            listed.append(_entry(fields, f"{name}#{number}"))
    except (etree.XMLSyntaxError, ValueError) as error:
        problem = f"is broken: {error}"
    listed.sort(key=lambda entry: entry.changed or NEVER, reverse=True)
    if b"sitemapindex" not in _ROOT.findall(body[:4096]):
        whole = yield from entry_articles(listed, name, policy, bounds)
    elif nested:
        whole, problem = False, "is an index inside an index"
    else:
        whole = yield from _sitemaps(listed, name, policy, bounds)
    if problem:
        yield FailedItem(name, problem)
    return whole and not problem


def _sitemaps(listed: list[Entry], name: str, policy: FetchPolicy, bounds: FetchLimits) -> Listing:
    whole = len(listed) <= MAX_SITEMAPS
    if not whole:
        yield SkippedItem(name, f"sitemaps after the newest {MAX_SITEMAPS} of an index")
    for entry in listed[:MAX_SITEMAPS]:
        url = entry.said.get("url", "")
        if policy.since and entry.changed and entry.changed < policy.since:
            yield SkippedItem(url, "older than asked for")
            continue
        try:
            page = policy.document(url, SITEMAP_BYTES)
            body = decompressed(page.body)
        except (FetchError, ValueError) as error:
            yield FailedItem(f"{entry.origin} {url}", str(error))
            whole = False
            continue
        if page.unchanged:
            yield SkippedItem(url, "unchanged")
            continue
        read = yield from read_sitemap(body, url, policy, bounds, nested=True)
        if read and policy.seen:
            policy.seen.add_document(url, page.validators)
        whole = whole and read
        if bounds.entries <= 0:
            return False
    return whole


def _fields(body: bytes) -> Iterator[dict[str, str]]:
    """Yield the child elements of each `url` or `sitemap`, by name; declared entities are not expanded.

    Raises:
        ValueError: there are too many elements.
    """
    from lxml import etree

    # fmt: off
    elements: Any = etree.iterparse(
        io.BytesIO(body), events=("end",),
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True,
    )
    # fmt: on
    for number, (_, element) in enumerate(elements):
        if number >= MAX_ELEMENTS:
            raise ValueError(f"more than {MAX_ELEMENTS} elements")
        if str(element.tag).rpartition("}")[2] not in ("url", "sitemap"):
            continue
        inside = {
            etree.QName(part).localname: part.text.strip()
            for part in element.iter(etree.Element)
            if part.text and part.text.strip()
        }
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
        yield inside


def _entry(fields: dict[str, str], origin: str) -> Entry:
    published = normalized_date(fields.get("publication_date", ""))
    said = {
        "url": fields.get("loc"),
        "title": fields.get("title"),
        "source": fields.get("name"),
        "language": fields.get("language"),
        "published_at": published if isinstance(published, str) and parse_moment(published) else None,
    }
    moments = [parse_moment(fields[name]) for name in ("lastmod", "publication_date") if name in fields]
    changed = max((value for value in moments if value), default=None)
    return Entry(origin, {name: value for name, value in said.items() if value}, changed)
