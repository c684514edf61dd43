"""Web pages: the article is extracted without the boilerplate around it."""

from __future__ import annotations

import pytest

from streams.ingest.extract.web_page import page_article, with_entry_fields
from tests.unit.support.article_formats import CLUTTER, PAGE, PARAGRAPHS, PUBLISHED, TITLE, expected

URL = "https://lenz.example/orvat"


def test_the_article_without_boilerplate() -> None:
    article = page_article(PAGE, URL)
    assert article == expected(URL)
    assert not [words for words in CLUTTER if words in article["text"]]


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00junk", b"<html></html>", b"<a>" * 5000, b"\x00" * 100])
def test_a_page_without_an_article_gives_none(body: bytes) -> None:
    assert page_article(body, URL) is None


def page(head: str, body: str = "") -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return f"<html><head>{head}</head><body><article>{body}{paragraphs}</article></body></html>".encode()


PUBLISHED_Z = "2026-03-11T05:00:00Z"
LINKED = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (LINKED.format('{"@type": "NewsArticle", "datePublished": "2026-03-11T05:00:00Z"}'), PUBLISHED_Z),
        (
            LINKED.format('{"@graph": [{"@type": "X"}, {"datePublished": "2026-03-11T05:00:00Z"}]}'),
            "2026-03-11T05:00:00Z",
        ),
        (LINKED.format('[7, {"datePublished": 7}, {"datePublished": "2026-03-11T05:00:00Z"}]'), PUBLISHED_Z),
        (LINKED.format("no json"), None),
        (LINKED.format("[" * 20_000), None),
        ('<meta itemprop="datePublished" content="2026-03-11T10:00:00+05:00">', "2026-03-11T10:00:00+05:00"),
        ('<meta property="article:published_time" content="1 in 9999-99-99">', None),
        ('<meta property="article:published_time" content="2026-03-11">', "2026-03-11"),
    ],
)
def test_when_it_was_published(head: str, published: str | None) -> None:
    article = page_article(page(head), None)
    assert article is not None
    assert article.get("published_at") == published


def test_a_byline_and_a_title_that_open_the_text_are_put_aside() -> None:
    opening = f"<h1>{TITLE}</h1><p>By Anna Writer and Jan Lens</p>"
    article = page_article(page(f"<title>{TITLE}</title>", opening), None)
    assert article is not None
    assert article["text"].startswith("Gunmen attacked")


def test_an_article_inside_what_calls_itself_a_byline_stays() -> None:
    article = page_article(page("").replace(b"<article>", b'<article class="with-byline">'), None)
    assert article is not None
    assert article["text"].startswith("Gunmen attacked")


def test_the_charset_that_came_with_the_page() -> None:
    body = page("").replace("“".encode(), "ł".encode("iso-8859-2")).replace("”".encode(), b"")
    read = page_article(body, None, "iso-8859-2")
    assert read is not None
    assert "łThose" in read["text"]
    assert page_article(PAGE, URL, "no-such-charset") == page_article(PAGE, URL, "ascii") == expected(URL)


def test_fields_of_the_listing_complete_the_page() -> None:
    said = {"title": "In short", "published_at": PUBLISHED, "section": "World"}
    assert with_entry_fields({"title": TITLE, "published_at": "2026-03-12"}, said) == said | {"title": TITLE}
    assert with_entry_fields({"published_at": "2026-03-11T05:00:01Z"}, said)["published_at"] == "2026-03-11T05:00:01Z"
    assert with_entry_fields({}, {"published_at": "2026-03-11"}) == {"published_at": "2026-03-11"}
