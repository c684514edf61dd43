"""Publication date of a web page: from JSON-LD, `meta` and `time` elements and the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from streams.contract.date_context import DateContext
from streams.contract.publication_date import read_publication_date
from streams.ingest.extract.linked_data import ARTICLES

PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "parsely-pub-date", "sailthru.date", "article.published", "article_date_original", "originalpublicationdate",
    "cxenseparse:recs:publishtime", "rnews:datepublished", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date.created", "dc.date", "dcterms.date", "prism.publicationdate", "citation_publication_date", "citation_date",
    "publish_date", "publish-date", "publishdate", "pubdate", "pub_date", "publication_date", "publication-date",
    "published_date", "date_published", "displaydate", "date",
)  # fmt: skip
"""Names of meta elements with a publication date, most reliable first."""
BYLINE_CHARS = 80
"""Maximum number of characters of a date next to a title."""
OPENING_CHARS = 80
"""Minimum characters of the first paragraph of an article."""

_DATE_CLASS = re.compile(r"(?:^|[-_])(?:date|datetime|time|timestamp|published|pubdate|posted|publish)(?:$|[-_])", re.I)
_CHANGED = re.compile(r"modif|updat", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:/|-|$)")


def page_date(
    tree: Any, article: dict[str, Any], page: dict[str, Any], url: str | None, context: DateContext
) -> str | None:
    """Return the publication date, with a time if the page gives one; None if there is no readable one.

    `article` and `page` are the JSON-LD objects of the article and of the page.
    """
    given = [*_linked(article), *_meta(tree), *_marked(tree), *_linked(page), *_beside_title(tree), *_address(url)]
    days: list[str] = []
    for value in given:
        reading = read_publication_date(value, context)
        if reading.value and "T" in reading.value:
            # A time on the day that a more reliable place gives.
            return reading.value if not days or reading.value.startswith(days[0]) else days[0]
        if reading.value:
            days.append(reading.value)
    return days[0] if days else None


def _linked(thing: dict[str, Any]) -> Iterator[Any]:
    yield from (thing[name] for name in ("datePublished", "dateCreated", "uploadDate") if name in thing)


def _meta(tree: Any) -> Iterator[str]:
    said: dict[str, str] = {}
    for meta in tree.iterfind(".//meta[@content]"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name in PUBLISHED and (meta.get("itemprop") is None or _of_article(meta)):
            said.setdefault(name, meta.get("content"))
    yield from (said[name] for name in PUBLISHED if name in said)


def _marked(tree: Any) -> Iterator[str]:
    """Yield the dates of elements marked as publication date: microdata, hAtom, `pubdate`."""
    for element in tree.iterfind(".//*[@itemprop]"):
        if (
            "datepublished" in element.get("itemprop").lower().split()
            and element.tag != "meta"
            and _of_article(element)
        ):
            yield element.get("datetime") or element.get("content") or element.text_content()
    yield from (element.get("datetime") for element in tree.iterfind(".//time[@pubdate]") if element.get("datetime"))


def _of_article(element: Any) -> bool:
    """Return whether an element belongs to an article, rather than to a comment or video."""
    for above in element.iterancestors():
        if above.get("itemscope") is not None or above.get("itemtype"):
            kind = (above.get("itemtype") or "").rstrip("/").rpartition("/")[2].lower()
            return not kind or kind in ARTICLES or kind in ("webpage", "creativework")
    return True


def _beside_title(tree: Any) -> Iterator[str]:
    """Yield dates between title and text; without any, the only `time` element of the page."""
    heading = next(tree.iter("h1"), None)
    if heading is None:
        times = {element.get("datetime") for element in tree.iterfind(".//time[@datetime]")}
        yield from times if len(times) == 1 else ()
        return
    begun = False
    for element in tree.iter():
        if element is heading:
            begun = True
        if not begun or not isinstance(element.tag, str):
            continue
        if element.tag == "p" and len(element.text_content()) > OPENING_CHARS:
            return
        classes = (element.get("class") or "").split()
        if any(map(_CHANGED.search, classes)):
            continue
        if element.tag in ("time", "abbr") and (value := element.get("datetime") or element.get("title")):
            yield value
        if element.tag == "time" or any(map(_DATE_CLASS.search, classes)):
            text = " ".join(element.text_content().split())
            yield from [text] if len(text) <= BYLINE_CHARS else []


def _address(url: str | None) -> Iterator[str]:
    if found := _IN_ADDRESS.search(url or ""):
        yield f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
