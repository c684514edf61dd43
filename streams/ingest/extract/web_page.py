"""A web page's article: its text without what stands around it, and what is said of it. Needs the extra `feeds`."""

from __future__ import annotations

import codecs
import json
import logging
from collections.abc import Iterator
from typing import Any

from streams.contract.codec import parse_moment
from streams.contract.errors import PARSER_ERRORS, DatelineError, Misconfigured
from streams.ingest.extract.boilerplate import body, remove_captions
from streams.ingest.extract.field_map import moment

PUBLISHED = ("article:published_time", "og:published_time", "datePublished", "parsely-pub-date", "dc.date.issued")
"""Names of the meta elements that hold when an article was published, the surest first."""


class WebPageError(DatelineError):
    """A page cannot be taken apart."""


def page_article(sent: bytes, url: str | None, charset: str | None = None) -> dict[str, Any] | None:
    """The article of a web page as a JSON object of the contract, or None where no text is found.

    Text is in paragraphs with a blank line between them; the title is not in it. `charset` came with the page.

    Raises:
        PageError: it is so broken that it cannot be taken apart.
        Misconfigured: trafilatura is not installed.
    """
    try:
        return _article(sent, url, charset)
    except ImportError as error:
        raise Misconfigured("the text of web pages is an extra: pip install 'dateline[feeds]'") from error
    except PARSER_ERRORS as error:
        raise WebPageError(f"the page cannot be taken apart: {error}") from error


def _article(sent: bytes, url: str | None, charset: str | None) -> dict[str, Any] | None:
    import trafilatura
    from trafilatura.utils import load_html

    # It logs what it finds wrong with a page; that the page gave nothing is said by the caller.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = load_html(_decoded(sent, charset))
    if tree is None:
        return None
    published, language = _published(tree), tree.get("lang")
    remove_captions(tree)
    page = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=True)
    lines = [line.strip() for line in page.text.splitlines() if line.strip()] if page and page.text else []
    text = body(lines, page.title) if page else ""
    if not page or not text:
        return None
    article = {
        "text": text,
        "title": page.title,
        "url": url,
        "source": page.sitename,
        "section": next(iter(page.categories or []), None),
        "published_at": published or page.date,
        "language": language,
        "authors": page.author.split("; ") if page.author else None,
    }
    return {field: known for field, known in article.items() if known}


def completed(page: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """The article of a page with what led to it said of it; the page wins, but a moment wins over a mere date."""
    article = said | page
    if "T" not in article.get("published_at", "T") and (published := said.get("published_at")):
        article["published_at"] = published
    return article


def _decoded(sent: bytes, charset: str | None) -> bytes | str:
    """The page as text where its charset is known and right; else trafilatura finds out."""
    try:
        return sent.decode(codecs.lookup(charset).name) if charset else sent
    except (LookupError, UnicodeDecodeError):
        return sent


def _published(tree: Any) -> str | None:
    """When the page says that the article was published, to the second where it says so."""
    for said in [
        *_linked_data(tree),
        *_meta(tree),
        *(e.get("datetime") for e in tree.iterfind(".//time[@pubdate]")),
    ]:
        value = moment(said)
        if isinstance(value, str) and parse_moment(value):
            return value
    return None


def _meta(tree: Any) -> Iterator[str]:
    said = {
        (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): meta.get("content")
        for meta in tree.iterfind(".//meta[@content]")
    }
    yield from (said[name.lower()] for name in PUBLISHED if name.lower() in said)


def _linked_data(tree: Any) -> Iterator[str]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        things = data if isinstance(data, list) else [data]
        graphs = [thing.get("@graph") for thing in things if isinstance(thing, dict)]
        for thing in [*things, *(part for graph in graphs if isinstance(graph, list) for part in graph)]:
            if isinstance(thing, dict) and isinstance(thing.get("datePublished"), str):
                yield thing["datePublished"]
