"""Selection of the JSON-LD object of a web page's article, among those of videos, comments and other articles."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from streams.contract.codec import canonical_url

ARTICLES = frozenset({
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle",
    "opinionnewsarticle", "reviewnewsarticle", "askpublicnewsarticle", "advertisercontentarticle", "satiricalarticle",
    "liveblogposting", "blogposting", "report", "techarticle", "scholarlyarticle", "socialmediaposting",
    "medicalscholarlyarticle", "pressrelease",
})  # fmt: skip
"""Types of schema.org for articles."""
PAGES = frozenset({"webpage", "itempage", "creativework", "collectionpage", "aboutpage", ""})
"""Types used only if there is no object of an article; objects without a type are included."""
INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed")
"""Properties that contain the article of a page; those of comments, live-blog entries and other lists do not."""
MAX_DEPTH, MAX_OBJECTS, MAX_CHARS = 6, 500, 1_000_000

_WRAPPER = re.compile(r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|"
                      r"(?://\s*)?(?:-->|/\*\s*\]\]>\s*\*/|\]\]>)\s*$")  # fmt: skip
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


@dataclass(frozen=True, slots=True)
class PageIdentity:
    """A page's canonical addresses, and its titles in lower case."""

    addresses: frozenset[str]
    titles: frozenset[str]


def find_article(scripts: Sequence[str], page: PageIdentity) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the JSON-LD objects of the page's article and of the page; each empty if none is certain."""
    things = [thing for script in scripts for thing in _objects(_parsed(script), 0)][:MAX_OBJECTS]
    articles = [thing for thing in things if _types(thing) & ARTICLES]
    pages = [thing for thing in things if not _types(thing) & ARTICLES and (_types(thing) or {""}) & PAGES]
    return _about(articles, page), next((thing for thing in pages if isinstance(thing.get("datePublished"), str)), {})


def _about(articles: list[dict[str, Any]], page: PageIdentity) -> dict[str, Any]:
    """Return the article that the page is about: by address, by title, else the only one."""
    by_address = [thing for thing in articles if _addresses(thing) & page.addresses]
    by_title = [thing for thing in by_address or articles if _title(thing) in page.titles]
    if by_title or by_address:
        return (by_title or by_address)[0]
    elsewhere = [thing for thing in articles if _addresses(thing) and page.addresses and _title(thing)]
    rest = [thing for thing in articles if not any(thing is other for other in elsewhere)]
    if len(rest) == 1:
        return rest[0]
    return articles[0] if len(articles) == 1 and not page.titles else {}


def _parsed(script: str) -> Any:
    """Return the JSON value of a script without wrappers for old browsers; None if it is not JSON."""
    text = script.strip()[:MAX_CHARS]
    for _ in range(2):
        text = _WRAPPER.sub("", text).strip().rstrip(";")
    for attempt in (text, html.unescape(text), _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the objects that may describe the page's article, outer ones first."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in INSIDE:
            if isinstance(value.get(name), dict | list):
                yield from _objects(value[name], depth + 1)


def _types(thing: dict[str, Any]) -> set[str]:
    given = thing.get("@type") or thing.get("type") or []
    names = given if isinstance(given, list) else [given]
    return {re.split(r"[/#:]", name)[-1].lower() for name in names if isinstance(name, str)}


def _addresses(thing: dict[str, Any]) -> set[str]:
    """Return the addresses of an object, without those of fragments of a page."""
    main = thing.get("mainEntityOfPage")
    given = [
        thing.get("url"),
        thing.get("@id"),
        *(_of_page(one) for one in (main if isinstance(main, list) else [main])),
    ]
    found = {canonical_url(url) for url in given if isinstance(url, str) and not re.search(r"#\d+$", url)}
    return {url for url in found if url}


def _of_page(main: Any) -> Any:
    return (main.get("@id") or main.get("url")) if isinstance(main, dict) else main


def _title(thing: dict[str, Any]) -> str:
    given = thing.get("headline") or thing.get("name")
    return flat_title(given) if isinstance(given, str) else ""


def flat_title(title: str) -> str:
    """Return a title for comparison."""
    return " ".join(html.unescape(title).split()).casefold()


def names(value: Any) -> list[str]:
    """Return the names of persons in a property: strings, objects with a name, or lists of these."""
    given = value if isinstance(value, list) else [value]
    found = (one.get("name") if isinstance(one, dict) else one for one in given)
    flat = [one[0] if isinstance(one, list) and one else one for one in found]
    return [" ".join(html.unescape(one).split()) for one in flat if isinstance(one, str) and one.strip()]
