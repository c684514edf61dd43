"""JSON of scrapers and services, tables, texts, and compressed pages."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from typing import Any

import brotli
from backports import zstd

from streams.ingest.extract.json_wrappers import LISTS
from tests.unit.streams.ingest.corpus.pages import ARTICLE, linked, page
from tests.unit.streams.ingest.corpus.shapes import AUTHOR, DAY, SITE, TEXT, TITLE, URL, WHEN, Shape
from tests.unit.support.article_formats import warc

RECORD: dict[str, Any] = {
    "url": URL, "title": TITLE, "text": TEXT, "published_at": WHEN, "authors": [AUTHOR], "language": "en",
}  # fmt: skip


def json_shapes() -> Iterator[Shape]:
    """Yield one record in each wrapper and each JSON layout."""
    pretty, flat = json.dumps(RECORD, indent=2, ensure_ascii=False), json.dumps(RECORD)
    written: dict[str, tuple[str, str | bytes]] = {
        "an article": ("a.json", flat),
        "a list": ("a.json", f"[{flat}]"),
        "lines": ("a.jsonl", flat + "\n"),
        "lines named .json": ("a.json", flat + "\n" + flat.replace("cafe-fees", "cafe") + "\n"),
        "over several lines": ("a.jsonl", pretty + "\n"),
        "a list over several lines": ("a.jsonl", f"[\n{pretty}\n]\n"),
        "a list with an element a line": ("a.jsonl", f"[\n{flat},\n{flat.replace('cafe-fees', 'cafe')}\n]\n"),
        "record separators": ("a.jsonl", f"\x1e{flat}\n"),
        "NaN": ("a.jsonl", flat[:-1] + ', "score": NaN, "low": -Infinity}'),
        "a number out of range": ("a.jsonl", flat[:-1] + ', "score": 1e999}'),
        "half a character": ("a.jsonl", flat[:-1] + ', "note": "\\ud83d"}'),
        "a byte order mark": ("a.jsonl", "\ufeff" + flat),
        "UTF-16": ("a.jsonl", flat.encode("utf-16")),
        "an answer in a line": ("a.jsonl", json.dumps({"status": "ok", "articles": [RECORD]})),
        "a nested answer": ("a.json", json.dumps({"response": {"numFound": 1, "docs": [RECORD]}})),
        "a search engine": ("a.json", json.dumps({"hits": {"total": 1, "hits": [{"_id": "7", "_source": RECORD}]}})),
        "JSON:API": ("a.json", json.dumps({"data": [{"type": "article", "attributes": RECORD}]})),
    }
    for name, (file, body) in written.items():
        yield Shape("JSON", name, file, body.encode() if isinstance(body, str) else body)
    for name in LISTS:
        yield Shape("JSON wrapper", name, "a.json", json.dumps({"total": 1, name: [RECORD]}).encode())


def scrapers() -> Iterator[Shape]:
    """Yield records with the field names of scrapers."""
    please = {"title": TITLE, "maintext": TEXT, "text": None, "date_publish": "2026-03-09 10:00:00", "authors": [AUTHOR],
              "language": "en", "url": URL, "source_domain": "ostrey-post.example"}  # fmt: skip
    utc = "2026-03-09T10:00:00+00:00"
    yield Shape("scraper", "news-please", "a.json", json.dumps(please).encode(), fields="news-please").but(
        published_at=utc
    )
    paper = {
        "title": TITLE,
        "text": TEXT,
        "publish_date": "2026-03-09 10:00:00+01:00",
        "authors": [AUTHOR],
        "meta_lang": "en",
    }
    yield Shape("scraper", "newspaper", "a.jsonl", json.dumps(paper).encode(), fields="newspaper")
    missing = json.dumps(paper | {"publish_date": "NaT"}).encode()
    yield Shape("scraper", "newspaper without a date", "a.jsonl", missing, fields="newspaper").but(published_at=None)
    service = {
        "source": {"id": None, "name": SITE},
        "author": AUTHOR,
        "title": TITLE,
        "publishedAt": WHEN,
        "content": TEXT,
    }
    answer = json.dumps({"status": "ok", "articles": [service]}).encode()
    yield Shape("scraper", "NewsAPI", "a.json", answer, fields="newsapi").but(language=None)
    gdelt = {"title": TITLE, "text": TEXT, "seendate": "20260309T090000Z", "domain": SITE, "language": "English"}
    made = Shape("scraper", "GDELT", "a.jsonl", json.dumps(gdelt).encode(), fields="gdelt")
    yield made.but(published_at="2026-03-09T09:00:00+00:00", authors=[])
    extracted = {
        "title": TITLE,
        "author": AUTHOR,
        "date": DAY,
        "text": TEXT,
        "source": URL,
        "sitename": SITE,
        "language": "en",
    }
    yield Shape("scraper", "trafilatura", "a.json", json.dumps(extracted).encode(), fields="trafilatura").but(
        published_at=DAY
    )


def tables() -> Iterator[Shape]:
    """Yield tables as spreadsheet programs save them."""
    fields = "title=headline,text=body,url=link,published_at=when,authors=by"
    for name, delimiter, encoding, lead, file in (
        ("commas", ",", "utf-8", "", "a.csv"), ("semicolons", ";", "utf-8-sig", "", "a.csv"),
        ("tabs", "\t", "utf-8", "", "a.tsv"), ("bars", "|", "utf-8", "", "a.csv"),
        ("sep=", ";", "utf-8", "sep=;\r\n", "a.csv"), ("Windows-1252", ";", "cp1252", "", "a.csv"),
        ("UTF-16", "\t", "utf-16", "", "a.tsv"), ("packed", ",", "utf-8", "", "a.csv.gz"),
    ):  # fmt: skip
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter).writerows(
            [["headline", "body", "link", "when", "by"], [TITLE, TEXT, URL, WHEN, AUTHOR]]
        )
        body = (lead + out.getvalue()).encode(encoding)
        packed = gzip.compress(body) if file.endswith(".gz") else body
        yield Shape("table", name, file, packed, fields=fields).but(language=None)


def texts() -> Iterator[Shape]:
    """Yield plain-text articles."""
    whole = f"Town\n\n{TITLE}\n\n{TEXT}"
    for name, encoding in (
        ("UTF-8", "utf-8"),
        ("a mark", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("Windows-1252", "cp1252"),
    ):
        yield Shape("text", name, "a.txt", whole.encode(encoding)).but(published_at=None, authors=[], language=None)
    yield Shape("text", "no title", "a.txt", TEXT.encode()).but(
        title=None, published_at=None, authors=[], language=None
    )


def packed() -> Iterator[Shape]:
    """Yield pages in WARC files with every compression, and with wrong compression headers."""
    body = page(linked(ARTICLE)).encode()
    deflate = zlib.compressobj(wbits=-15)
    for name, encoding, sent in (
        ("gzip", "gzip", gzip.compress(body)), ("x-gzip", "x-gzip", gzip.compress(body)),
        ("deflate", "deflate", zlib.compress(body)), ("raw deflate", "deflate", deflate.compress(body) + deflate.flush()),
        ("br", "br", brotli.compress(body)), ("zstd", "zstd", zstd.compress(body)),
        ("gzip that is none", "gzip", body), ("br that is none", "br", body),
        ("gzip, identity", "gzip, identity", gzip.compress(body)), ("identity", "identity", body),
        ("gzip, br", "gzip, br", brotli.compress(gzip.compress(body))), ("a charset", "utf-8", body),
    ):  # fmt: skip
        yield Shape("packing", name, "a.warc.gz", warc((URL, sent), headers=(("Content-Encoding", encoding),)))


def shapes() -> Iterator[Shape]:
    """Yield all of them."""
    for made in (json_shapes, scrapers, tables, texts, packed):
        yield from made()
