"""Extraction of the article of a web page: text without boilerplate, and metadata. Needs the extra `feeds`."""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from streams.contract.codec import canonical_url
from streams.contract.date_context import date_context
from streams.contract.errors import PARSER_ERRORS, DatelineError, Misconfigured
from streams.ingest.extract.boilerplate import remove_captions, without_boilerplate
from streams.ingest.extract.charsets import decode_text
from streams.ingest.extract.linked_data import PageIdentity, find_article, flat_title, names
from streams.ingest.extract.page_dates import page_date

MAX_ADDRESS = 2000
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
_LINKED_DATA = re.compile(r"\s*application/ld\+json", re.IGNORECASE)
_MIRRORS = ("www.", "m.", "amp.", "mobile.", "print.")


class WebPageError(DatelineError):
    """A web page cannot be parsed."""


def page_article(sent: bytes, url: str | None, charset: str | None = None) -> dict[str, Any] | None:
    """Return the article of a web page as a JSON object of the contract; None if no text is found.

    Text is in paragraphs with a blank line between them; the title is not in it. `charset` came with the page. The
    address is the canonical one where the page names one of the same site.

    Raises:
        WebPageError: it is so broken that it cannot be parsed.
        Misconfigured: trafilatura is not installed.
    """
    try:
        return _article(decode_text(sent, charset), url)
    except ImportError as error:
        raise Misconfigured("the text of web pages needs an extra: pip install 'dateline[feeds]'") from error
    except PARSER_ERRORS as error:
        raise WebPageError(f"the page cannot be parsed: {error}") from error


def _article(page_text: str, url: str | None) -> dict[str, Any] | None:
    import trafilatura
    from trafilatura.utils import load_html

    # Its log of problems with a page is not needed: the caller reports a page without text.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = load_html(_XML_DECLARATION.sub("", page_text))
    if tree is None:
        return None
    said = _said(tree, url)
    remove_captions(tree)
    page = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=True)
    lines = [line.strip() for line in page.text.splitlines() if line.strip()] if page and page.text else []
    title = (page.title if page else None) or said.pop("headline", None)
    text = without_boilerplate(lines, title) if page else ""
    if not page or not text:
        return None
    article = {
        "text": text,
        "title": title,
        "url": said["url"],
        "source": page.sitename,
        "section": said["section"] or next(iter(page.categories or []), None),
        "published_at": said["published_at"],
        "language": said["language"],
        "authors": said["authors"] or (page.author.split("; ") if page.author else None),
    }
    return {field: known for field, known in article.items() if known}


def _said(tree: Any, url: str | None) -> dict[str, Any]:
    """Return the metadata of the article in JSON-LD, `meta` and `link` elements."""
    address = _canonical(tree, url)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    scripts = [
        script.text_content() or ""
        for script in tree.iterfind(".//script[@type]")
        if _LINKED_DATA.match(script.get("type"))
    ]
    article, page = find_article(scripts, _identity(tree, url, address))
    section = names(article.get("articleSection"))
    return {
        "url": address,
        "headline": next(iter(names(article.get("headline"))), None),
        "section": section[0] if section else None,
        "authors": names(article.get("author")),
        "language": language or next(iter(names(article.get("inLanguage"))), None),
        "published_at": page_date(tree, article, page, address, date_context(language, address, None)),
    }


def _identity(tree: Any, url: str | None, address: str | None) -> PageIdentity:
    """Return the page's addresses and titles, by which the object of its article is found."""
    metas = {meta.get("property"): meta.get("content") for meta in tree.iterfind(".//meta[@property][@content]")}
    addresses = {canonical_url(one) for one in (url, address, metas.get("og:url")) if one}
    headings = [heading.text_content() for heading in list(tree.iter("h1"))[:3]]
    titles = {flat_title(title) for title in (metas.get("og:title"), *headings) if title and title.strip()}
    return PageIdentity(frozenset(one for one in addresses if one), frozenset(titles))


def _canonical(tree: Any, url: str | None) -> str | None:
    """Return the canonical address that the page declares, if it is of the same site and not a front page."""
    if not url:
        return url
    for link in tree.iterfind(".//link[@rel]"):
        if "canonical" in link.get("rel").lower().split() and (href := (link.get("href") or "").strip()):
            try:
                there, here = urlsplit(urljoin(url, href)), urlsplit(url)
            except ValueError:
                return url
            same = _site(there.hostname) == _site(here.hostname) and there.scheme in ("http", "https")
            front = there.path in ("", "/") and not there.query
            if same and not front and len(there.geturl()) <= MAX_ADDRESS:
                return str(there._replace(fragment="").geturl())
    return url


def _site(host: str | None) -> str:
    """Return a host without a prefix for the kind of device."""
    name = host or ""
    return next((name.removeprefix(mirror) for mirror in _MIRRORS if name.startswith(mirror)), name)


def with_entry_fields(page: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Return a page's article with missing fields from the entry that linked it; a time replaces a date."""
    article = said | page
    if "T" not in article.get("published_at", "T") and (published := said.get("published_at")):
        article["published_at"] = published
    return article
