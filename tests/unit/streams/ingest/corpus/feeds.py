"""RSS, Atom and JSON Feed files whose entries contain the article text."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

from tests.unit.streams.ingest.corpus.shapes import AUTHOR, DAY, PARAGRAPHS, SITE, TEXT, TITLE, URL, WHEN, Shape

MARKUP = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)
ENCODED = f"<content:encoded><![CDATA[{MARKUP}]]></content:encoded>"
DATE = "<pubDate>Mon, 09 Mar 2026 10:00:00 +0100</pubDate>"
CREATOR = f"<dc:creator>{AUTHOR}</dc:creator>"


def rss(
    *, date: str = DATE, author: str = CREATOR, text: str = ENCODED, link: str = f"<link>{URL}</link>", more: str = ""
) -> str:
    """Return a feed with one item."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {SPACES}><channel><title>{SITE}</title>'
        f"<language>en</language><item><title>{TITLE}</title>{link}{date}{author}{text}{more}</item></channel></rss>"
    )


def items() -> Iterator[Shape]:
    """Yield RSS items."""
    parts: dict[str, dict[str, str]] = {
        "CDATA": {},
        "escaped": {"text": f"<content:encoded>{html.escape(MARKUP)}</content:encoded>"},
        "teaser and text": {"text": f"<description>In short.</description>{ENCODED}"},
        "description of a picture": {"more": "<media:content url='a.jpg'><media:description>A long old picture of the harbour, "
                                     f"{'with boats and people, ' * 20}</media:description></media:content>"},
        "guid as link": {"link": f"<guid>{URL}</guid>"},
        "tracking around": {"text": ENCODED.replace("]]>", f'<p>The post <a href="x">{TITLE}</a> appeared first on <a href="y">{SITE}</a>.</p>]]>')},
        "author as mail (name)": {"author": f"<author>desk@ostrey-post.example ({AUTHOR})</author>"},
        "author as name (mail)": {"author": f"<author>{AUTHOR} (desk@ostrey-post.example)</author>"},
        "author with By": {"author": f"<dc:creator>By {AUTHOR}</dc:creator>"},
        "author in CDATA": {"author": f"<dc:creator><![CDATA[{AUTHOR}]]></dc:creator>"},
    }  # fmt: skip
    for name, changed in parts.items():
        yield Shape("RSS", name, "feed.rss", rss(**changed).encode())
    yield Shape("RSS", "mail only", "feed.xml", rss(author="<author>desk@ostrey-post.example</author>").encode()).but(
        authors=[]
    )
    for written, value in {
        "Mon, 9 Mar 2026 10:00:00 CET": WHEN,
        "Mon, 09 Mar 26 10:00:00 +0100": WHEN,
        "2026-03-09T10:00:00+01:00": WHEN,
        "2026-03-09 10:00:00 +1:00": WHEN,
        "2026/3/9 10:00:00": "2026-03-09T10:00:00+00:00",
        "2026/03/09": DAY,
        "23/03/2026 08:00": "2026-03-23T08:00:00+00:00",
        "Mon, 09 Mar 2026 10:00:00 IST": DAY,
        "3/9/2026": None,
        "yesterday": None,
    }.items():
        yield Shape("RSS date", written, "feed.rss", rss(date=f"<pubDate>{written}</pubDate>").encode()).but(
            published_at=value
        )
    yield Shape("RSS date", "dc:date", "feed.rss", rss(date=f"<dc:date>{WHEN}</dc:date>").encode())
    yield Shape("RSS", "UTF-16", "feed.rss", rss().replace("UTF-8", "UTF-16").encode("utf-16"))
    yield Shape("RSS", "Windows-1252", "feed.rss", rss().replace("UTF-8", "windows-1252").encode("cp1252"))


def atom() -> Iterator[Shape]:
    """Yield Atom entries."""
    xhtml = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{MARKUP}</div></content>'
    contents = {
        "html": f'<content type="html">{html.escape(MARKUP)}</content>',
        "xhtml": xhtml,
        "html in CDATA": f'<content type="html"><![CDATA[{MARKUP}]]></content>',
        "with a summary": f"<summary>In short.</summary>{xhtml}",
    }
    for name, content in contents.items():
        body = (
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://ostrey-post.example/"><title>{SITE}</title>'
            f'<entry><title>{TITLE}</title><link rel="alternate" href="town/cafe-fees"/><published>{WHEN}</published>'
            f"<updated>2026-03-12T09:00:00Z</updated><author><name>{AUTHOR}</name><email>r@ostrey-post.example</email></author>"
            f"{content}</entry></feed>"
        )
        yield Shape("Atom", name, "feed.atom", body.encode()).but(url=URL, language=None)


def json_feeds() -> Iterator[Shape]:
    """Yield JSON Feed 1.0 and 1.1."""
    item: dict[str, Any] = {"id": "7", "url": URL, "title": TITLE, "date_published": WHEN}
    variants: dict[str, tuple[str, dict[str, Any]]] = {
        "1.1 html": ("1.1", {"content_html": MARKUP, "authors": [{"name": AUTHOR}]}),
        "1.1 text": ("1.1", {"content_text": TEXT, "authors": [{"name": AUTHOR}]}),
        "1.0": ("1", {"content_html": MARKUP, "author": {"name": AUTHOR}}),
        "an address as id": ("1.1", {"content_html": MARKUP, "authors": [{"name": AUTHOR}], "id": URL, "url": None}),
    }
    for name, (version, more) in variants.items():
        feed = {
            "version": f"https://jsonfeed.org/version/{version}",
            "title": SITE,
            "language": "en",
            "items": [item | more],
        }
        yield Shape("JSON Feed", name, "feed.json", json.dumps(feed, indent=2).encode()).but(url=URL)


def shapes() -> Iterator[Shape]:
    """Yield all feeds."""
    for made in (items, atom, json_feeds):
        yield from made()
