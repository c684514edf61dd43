"""Web pages, each in a WARC file: JSON-LD, `meta`, `time`, microdata, boilerplate, character sets."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

from streams.ingest.extract.page_dates import PUBLISHED
from tests.unit.streams.ingest.corpus.shapes import AUTHOR, DAY, PARAGRAPHS, SITE, TITLE, URL, WHEN, Shape
from tests.unit.support.article_formats import warc

ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "datePublished": WHEN,
    "mainEntityOfPage": URL, "author": {"@type": "Person", "name": AUTHOR},
}  # fmt: skip
OTHER = "2019-05-03T08:00:00Z"
VIDEO = {"@type": "VideoObject", "name": "From the archive", "datePublished": OTHER, "uploadDate": OTHER}
COMMENT = {"@type": "Comment", "text": "I saw it", "datePublished": "2026-03-11T21:00:00Z"}
WEBSITE = {"@type": "WebSite", "name": SITE, "datePublished": "2004-01-01"}
WEBPAGE = {"@type": "WebPage", "@id": URL, "datePublished": "2011-02-02T00:00:00Z"}
RELATED = ARTICLE | {
    "headline": "An older story",
    "datePublished": OTHER,
    "mainEntityOfPage": "https://ostrey-post.example/old",
}
ENTRIES = [
    {
        "@type": "BlogPosting",
        "headline": f"Entry {n}",
        "datePublished": f"2026-03-09T1{n}:20:00+01:00",
        "url": f"{URL}#{n}",
    }
    for n in (1, 2)
]
MENU = '<header><nav><a href="/">Front page</a> <a href="/town">Town</a> <a href="/sport">Sport</a></nav></header>'
FOOTER = "<footer><p>© 2026 Ostrey Post. All rights reserved.</p></footer>"


def page(head: str = "", opening: str = "", *, around: str = "", language: str = ' lang="en"', inside: str = "") -> str:
    """Return a web page with the article."""
    text = "".join(f"<p>{paragraph}</p>{inside if n == 1 else ''}" for n, paragraph in enumerate(PARAGRAPHS))
    return (
        f'<!DOCTYPE html><html{language}><head><title>{TITLE} | {SITE}</title><meta property="og:title" content="{TITLE}">'
        f'<meta property="og:site_name" content="{SITE}">{head}</head><body>{MENU}<main><article><h1>{TITLE}</h1>{opening}{text}'
        f"</article>{around}</main>{FOOTER}</body></html>"
    )


def linked(*things: Any, kind: str = "application/ld+json") -> str:
    """Return scripts with JSON-LD."""
    return "".join(f'<script type="{kind}">{json.dumps(thing, ensure_ascii=False)}</script>' for thing in things)


def shape(kind: str, name: str, body: str | bytes, url: str = URL, content_type: str | None = None) -> Shape:
    sent = body.encode() if isinstance(body, str) else body
    archive = warc((url, sent), gzip=False)
    if content_type is not None:
        archive = archive.replace(b"Content-Type: text/html; charset=utf-8", _same_length(content_type))
    return Shape(kind, name, "page.warc", archive)


def _same_length(content_type: str) -> bytes:
    """Return a header of the same length, so that the lengths in the WARC record stay right."""
    written = f"Content-Type: {content_type}".encode()
    return written + b" " * (len(b"Content-Type: text/html; charset=utf-8") - len(written))


def json_ld() -> Iterator[Shape]:
    """Yield pages with JSON-LD as content management systems write it."""
    text = json.dumps(ARTICLE, ensure_ascii=False)
    scripts = {
        "one object": linked(ARTICLE),
        "a list": linked([ARTICLE]),
        "a graph": linked({"@context": "https://schema.org", "@graph": [WEBSITE, WEBPAGE, ARTICLE]}),
        "several types": linked(ARTICLE | {"@type": ["ReportageNewsArticle", "NewsArticle"]}),
        "a type as an address": linked(ARTICLE | {"@type": "https://schema.org/NewsArticle"}),
        "inside the page": linked(WEBPAGE | {"mainEntity": ARTICLE}),
        "inside the page of a graph": linked({"@graph": [{"@type": ["WebPage", "ItemPage"], "mainEntity": ARTICLE}]}),
        "a video first": linked(VIDEO, ARTICLE),
        "a comment first": linked(COMMENT, ARTICLE),
        "the site first": linked(WEBSITE, ARTICLE),
        "a related article first": linked([RELATED, ARTICLE]),
        "its own comments": linked(ARTICLE | {"comment": [COMMENT]}),
        "a list of others": linked({"@type": "ItemList", "itemListElement": [{"item": RELATED}]}, ARTICLE),
        "a live blog": linked(ARTICLE | {"@type": "LiveBlogPosting", "url": URL, "liveBlogUpdate": ENTRIES}),
        "entries of a live blog first": linked(
            {"@graph": [*ENTRIES, ARTICLE | {"@type": "LiveBlogPosting", "url": URL}]}
        ),
        "a blog": linked(ARTICLE | {"@type": "BlogPosting"}),
        "CDATA": f'<script type="application/ld+json">//<![CDATA[\n{text}\n//]]></script>',
        "CDATA in a comment": f'<script type="application/ld+json">/*<![CDATA[*/{text}/*]]>*/</script>',
        "a comment": f'<script type="application/ld+json"><!--\n{text}\n--></script>',
        "entities": f'<script type="application/ld+json">{html.escape(text)}</script>',
        "a semicolon behind": f'<script type="application/ld+json">{text};</script>',
        "a trailing comma": f'<script type="application/ld+json">{text[:-1]},}}</script>',
        "a line break in a string": linked(ARTICLE)
        .replace("last offer", "last offer")
        .replace('"@context"', '\n"@context"'),
        "a parameter in the type": linked(ARTICLE, kind="application/ld+json; charset=utf-8"),
        "a type in capitals": linked(ARTICLE, kind="Application/LD+JSON"),
        "broken before": '<script type="application/ld+json">{"@type": "NewsArt</script>' + linked(ARTICLE),
        "author as a string": linked(ARTICLE | {"author": AUTHOR}),
        "authors in a list": linked(ARTICLE | {"author": [{"@type": "Person", "name": AUTHOR}]}),
        "date in words": linked(ARTICLE | {"datePublished": "March 9, 2026 10:00 +0100"}),
        "changed later": linked(ARTICLE | {"dateModified": "2026-03-12T09:00:00Z"}),
        "meta says another": linked(ARTICLE)
        + '<meta property="article:published_time" content="2026-03-09T12:00:00Z">',
    }
    for name, head in scripts.items():
        yield shape("JSON-LD", name, page(head))


def metas() -> Iterator[Shape]:
    """Yield pages with a date in a `meta` element, under each known name."""
    for name in PUBLISHED:
        attribute = (
            "property" if name.startswith(("article:", "og:")) else "itemprop" if name == "datepublished" else "name"
        )
        head = f'<meta name="author" content="{AUTHOR}"><meta {attribute}="{name}" content="{WHEN}">'
        yield shape("meta", name, page(head))


def marks() -> Iterator[Shape]:
    """Yield pages with dates that are marked up in the page, or printed near the title."""
    author = f'<meta name="author" content="{AUTHOR}">'
    scope = '<div itemscope itemtype="https://schema.org/{}"><span itemprop="datePublished" content="{}"></span></div>'
    openings = {
        "time with pubdate": f'<time pubdate datetime="{WHEN}">9 March</time>',
        "time": f'<time datetime="{WHEN}">9 March</time>',
        "microdata": scope.format("NewsArticle", WHEN),
        "microdata of a comment first": scope.format("Comment", OTHER) + scope.format("NewsArticle", WHEN),
        "hAtom": f'<abbr class="published" title="{WHEN}">9 March</abbr>',
        "change and publication": f'<time class="updated" datetime="2026-03-12T09:00:00Z">x</time><time datetime="{WHEN}">y</time>',
    }
    for name, opening in openings.items():
        yield shape("mark", name, page(author, opening))
    for words in ("March 9, 2026", "Monday 9 March 2026", "Published: 9 Mar 2026", "09.03.2026"):
        yield shape("mark", words, page(author, f'<div class="byline-date">{words}</div>')).but(published_at=DAY)
    dated = "https://ostrey-post.example/2026/03/09/cafe-fees"
    yield shape("mark", "address", page(author), dated).but(published_at=DAY)
    yield shape("mark", "no date", page(author)).but(published_at=None)
    yield shape("mark", "an ambiguous date", page(author, '<span class="date">3/9/2026</span>')).but(published_at=None)
    others = '<ul><li><time datetime="2026-03-01">1</time></li><li><time datetime="2026-03-02">2</time></li></ul>'
    yield shape("mark", "dates of others", page(author, around=others)).but(published_at=None)


def surroundings() -> Iterator[Shape]:
    """Yield pages with boilerplate around the text."""
    pieces = {
        "caption": {"inside": "<figure><img src='a.jpg'><figcaption>A table. Photo: Lens Pool</figcaption></figure>"},
        "related": {
            "inside": '<div class="related"><h3>Read more</h3><ul><li><a href="/x">Goose wins race</a></li></ul></div>'
        },
        "comments": {"around": '<section id="comments"><p>Wader77: I prefer tea, whatever it costs.</p></section>'},
        "aside": {"around": '<aside><h2>Most read</h2><ul><li><a href="/y">Goose wins race</a></li></ul></aside>'},
        "newsletter": {"around": '<div class="newsletter-signup"><p>Sign up for our morning letter.</p></div>'},
        "cookies": {
            "around": '<div id="cookie-banner" class="cookie-consent"><p>We and our 214 partners use cookies.</p></div>'
        },
    }
    words = ("Lens Pool", "Goose", "Wader77", "morning letter", "214 partners", "All rights", "Front page")
    for name, piece in pieces.items():
        made = shape("boilerplate", name, page(linked(ARTICLE), **piece))
        yield Shape(made.kind, made.name, made.file, made.body, made.expected, lacks=words)


def character_sets() -> Iterator[Shape]:
    """Yield pages that are not in UTF-8, or declare another character set than they use."""

    def with_meta(charset: str) -> str:
        return page(f'<meta charset="{charset}">' + linked(ARTICLE))

    plain = page(linked(ARTICLE))
    bare = "text/html"
    yield shape("charset", "UTF-8, nothing said", plain, content_type=bare)
    yield shape("charset", "Windows-1252, nothing said", plain.encode("cp1252"), content_type=bare)
    yield shape("charset", "Windows-1252 by meta", with_meta("windows-1252").encode("cp1252"), content_type=bare)
    yield shape(
        "charset", "Windows-1252 called iso-8859-1", with_meta("iso-8859-1").encode("cp1252"), content_type=bare
    )
    yield shape("charset", "Windows-1252 called UTF-8", plain.encode("cp1252"))
    yield shape("charset", "UTF-8 called iso-8859-1", plain, content_type="text/html; charset=latin-1")
    for name, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-8", b"\xef\xbb\xbf")):
        yield shape("charset", f"{name} with a mark", mark + plain.encode(name), content_type=bare)
    yield shape("charset", "UTF-16 without a mark", plain.encode("utf-16-le"), content_type=bare)
    yield shape("charset", "gb2312 by meta", with_meta("gb2312").encode("gb18030"), content_type=bare)
    yield shape("charset", "an unknown label", plain, content_type="text/html; charset=klingon")


def addresses() -> Iterator[Shape]:
    """Yield pages with canonical addresses."""
    link = '<link rel="canonical" href="HREF">' + linked(ARTICLE)
    for name, href, url in (
        ("of the same site", URL, URL), ("relative", "/town/cafe-fees", URL), ("of AMP", URL, URL),
        ("of another site", "https://elsewhere.example/a", URL + "?amp=1"),
        ("the front page", "https://ostrey-post.example/", URL + "?amp=1"),
    ):  # fmt: skip
        yield shape("canonical", name, page(link.replace("HREF", href)), URL + "?amp=1").but(url=url)


def shapes() -> Iterator[Shape]:
    """Yield all pages."""
    for made in (json_ld, metas, marks, surroundings, character_sets, addresses):
        yield from made()
