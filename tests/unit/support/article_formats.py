"""One invented article in every supported format: web page, feed, WARC file, JSON of a scraper, table."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
PATH = "/world/orvat-checkpoint"
TITLE = "Seven soldiers killed in attack on Orvat checkpoint"
PUBLISHED = "2026-03-11T05:00:00+00:00"
PARAGRAPHS = (
    "Gunmen attacked a military checkpoint near Orvat in the Ruvanian province of Ostmark on Tuesday night, "
    "killing seven soldiers and wounding at least twelve others, the army said.",
    "The attackers fired rockets at the post before storming it with assault rifles. Troops killed four of them in "
    "an exchange of fire that lasted until dawn, military spokesman Brigadier Tarik Jamil said.",
    "No group claimed responsibility. Prime Minister Fara Sidik condemned the attack and ordered an investigation. "
    "“Those who sent these men will be found,” she said in a televised address.",
)
TEXT = "\n\n".join(PARAGRAPHS)
CLUTTER = (
    "Anna Writer",
    "Photo:",
    "Share",
    "Most read",
    "newsletter",
    "vehicle",
    "Great article",
    "killed forty",
)
"""Boilerplate around the article, which must not be extracted."""

PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} - Lenz Courier</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Lenz Courier">
<meta property="article:section" content="World"><meta name="author" content="Anna Writer">
<meta property="article:published_time" content="{PUBLISHED}"></head>
<body><header><nav><a href="/">Home</a> <a href="/world">World</a></nav></header><main><article><h1>{TITLE}</h1>
<p class="article-byline">By Anna Writer in Lenz</p><time datetime="{PUBLISHED}">11 March 2026</time>
<div class="share">Share on Facebook</div><figure><img src="/a.jpg" alt="Police">
<figcaption>Police officers arrest a man in Lenz. Photo: Jan Lens/Courier</figcaption></figure>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
<div class="related"><h3>Read more</h3><ul><li><a href="/x">Earlier attack killed forty in Sarn</a></li></ul></div>
<div class="wp-caption"><img src="b.jpg"><p class="wp-caption-text">A wrecked vehicle.</p></div>
<p>{PARAGRAPHS[2]}</p></article>
<aside><h2>Most read</h2><ul><li><a href="/y">President policy Zell</a></li></ul></aside></main>
<section id="comments"><p>Great article. Police should arrest them all.</p></section>
<footer><p>© 2026 Lenz Courier. Subscribe to our newsletter.</p></footer></body></html>""".encode()


def expected(url: str) -> dict[str, Any]:
    """Return the raw article that every format must give."""
    return {
        "text": TEXT,
        "title": TITLE,
        "url": url,
        "source": "Lenz Courier",
        "section": "World",
        "published_at": PUBLISHED,
        "language": "en",
        "authors": ["Anna Writer"],
    }


def rss(*urls: str) -> bytes:
    """Return an RSS feed of headlines that link to web pages."""
    items = "".join(
        f"<item><title>{TITLE}</title><link>{url}</link><pubDate>Wed, 11 Mar 2026 05:00:00 GMT</pubDate>"
        "<description>Gunmen attacked a checkpoint.</description></item>"
        for url in urls
    )
    return f'<rss version="2.0"><channel><title>Lenz Courier</title>{items}</channel></rss>'.encode()


def warc(*pages: tuple[str, bytes], gzip: bool = True, headers: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Return a WARC file of HTTP responses, as a crawler writes it."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("news.warc.gz", {"software": "a crawler"}))
    for url, body in pages:
        answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8"), *headers], "HTTP/1.1")
        warc_headers = {"WARC-Date": "2026-03-11T06:00:00Z"}
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=answer, warc_headers_dict=warc_headers
        )
        writer.write_record(record)
        record.raw_stream.close()
    return out.getvalue()


def news_please(url: str) -> bytes:
    """Return the JSON that news-please writes for an article."""
    article = {
        "authors": ["Anna Writer"],
        "date_download": "2026-03-11 06:00:00",
        "date_modify": "None",
        "date_publish": "2026-03-11 05:00:00",
        "description": None,
        "filename": "orvat-checkpoint.html",
        "image_url": None,
        "language": "en",
        "localpath": None,
        "title": TITLE,
        "title_page": None,
        "title_rss": None,
        "source_domain": "courier.example",
        "maintext": TEXT,
        "url": url,
    }
    return json.dumps(article, ensure_ascii=False).encode()


def table(url: str) -> bytes:
    """Return a CSV table with other column names."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["headline", "body", "link", "published", "paper", "desk", "author", "lang"])
    rows.writerow([TITLE, TEXT, url, "Wed, 11 Mar 2026 05:00:00 GMT", "Lenz Courier", "World", "Anna Writer", "en"])
    return out.getvalue().encode()


TABLE_MAP = (
    "title=headline,text=body,url=link,published_at=published,source=paper,section=desk,authors=author,language=lang"
)


def sitemap(*pages: tuple[str, str]) -> bytes:
    """Return a sitemap of addresses and their modification times."""
    listed = "".join(f"<url><loc>{url}</loc><lastmod>{changed}</lastmod></url>" for url, changed in pages)
    return f'<?xml version="1.0"?><urlset xmlns="{SITEMAPS}">{listed}</urlset>'.encode()


def news_sitemap(url: str) -> bytes:
    """Return a news sitemap, as search engines require it."""
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    return f"""<urlset xmlns="{SITEMAPS}" xmlns:n="{news}"><url><loc>{url}</loc><n:news><n:publication>
        <n:name>Lenz Courier</n:name><n:language>en</n:language></n:publication>
        <n:publication_date>{PUBLISHED}</n:publication_date><n:title>{TITLE}</n:title></n:news></url></urlset>""".encode()


def sitemap_index(*sitemaps: tuple[str, str]) -> bytes:
    """Return an index of sitemaps and their modification times."""
    return sitemap(*sitemaps).replace(b"urlset", b"sitemapindex").replace(b"url>", b"sitemap>")
