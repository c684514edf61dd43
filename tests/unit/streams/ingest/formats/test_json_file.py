"""JSON files: one article, a list, or lines. Broken files are kept whole."""

from __future__ import annotations

import io
import json

import pytest

from streams.ingest.extract.field_map import parse_fields
from streams.ingest.extract.items import FailedItem, FoundArticle, Item
from streams.ingest.formats.json_file import read_document
from tests.unit.support.article_formats import expected, news_please

URL = "https://lenz.example/orvat"
ARTICLE = {"id": "a1", "text": "They met."}


def items(content: bytes, spec: str | None = None, max_bytes: int = 10_000) -> list[Item]:
    return list(read_document(io.BytesIO(content), "a.json", max_bytes, parse_fields(spec) if spec else None))


@pytest.mark.parametrize("indent", [None, 4])
def test_one_article_is_published_as_it_is_written(indent: int | None) -> None:
    content = json.dumps(ARTICLE, indent=indent).encode()
    assert items(content + b"\n") == [FoundArticle(b"a1", content, "a.json")]
    assert items(b" ") == []


def test_a_list_of_articles() -> None:
    one, two = items(b'[{"id": "a1", "text": "x"},\n {"text":  "y"}, 7]')[:2]
    assert one == FoundArticle(b"a1", b'{"id": "a1", "text": "x"}', "a.json#1")
    assert two == FoundArticle(None, b'{"text":  "y"}', "a.json#2")
    (long,) = items(b'["' + b"x" * 2000 + b'"]', max_bytes=1000)
    assert isinstance(long, FailedItem)
    assert long.origin == "a.json#1"


def test_lines_under_that_name() -> None:
    lines = b'{"id": "a1"}\n{"id": "a2"}\nno json\n'
    assert [type(item) for item in items(lines)] == [FoundArticle] * 3
    assert [item.origin for item in items(lines * 100, max_bytes=1000)] == [f"a.json:{n}" for n in range(1, 301)]


@pytest.mark.parametrize("content", [b'{\n "text": "They', b'[{"text": "They met."}, {"te', b"\xff\n\xfe"])
def test_a_broken_file_is_one_dead_letter(content: bytes) -> None:
    (item,) = items(content)
    assert isinstance(item, FoundArticle)
    assert item.value == content
    assert "is not" in item.doubt


def test_a_broken_file_over_the_bound_fails() -> None:
    for content in (b"{\n" + b" " * 2000, b"[" + b" " * 2000):
        (item,) = items(content, max_bytes=1000)
        assert isinstance(item, FailedItem)


def test_what_news_please_writes() -> None:
    (item,) = items(news_please(URL), "news-please")
    assert isinstance(item, FoundArticle)
    article = json.loads(item.value)
    known = expected(URL) | {"source": "courier.example", "section": None}
    assert {name: article.get(name) for name in known} == known
    assert article["fetched_at"] == "2026-03-11T06:00:00+00:00"
    assert article["filename"] == "orvat-checkpoint.html"


def test_what_newspaper_writes() -> None:
    """Its command writes a list with an indented object per article."""
    written = {
        "url": URL,
        "read_more_link": "",
        "language": "en",
        "title": "Talks",
        "images": [],
        "authors": ["Anna Writer"],
        "publish_date": "2026-03-11T05:00:00+00:00",
        "meta_site_name": "Lenz Courier",
        "text": "They met.",
    }
    (item,) = items(json.dumps([written], indent=4).encode(), "newspaper")
    assert isinstance(item, FoundArticle)
    assert json.loads(item.value) == {
        "url": URL,
        "language": "en",
        "title": "Talks",
        "authors": ["Anna Writer"],
        "published_at": "2026-03-11T05:00:00+00:00",
        "source": "Lenz Courier",
        "text": "They met.",
    }
