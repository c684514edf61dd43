"""RSS and Atom: the fullest text is used, and hostile feeds fail without harm."""

from __future__ import annotations

import json
from typing import Any

import pytest

from streams.ingest.extract.items import FailedItem, FoundArticle, Item
from streams.ingest.listings.entries import MAX_ENTRIES, FetchLimits
from streams.ingest.listings.rss_atom import NO_LISTING, read_feed
from streams.ingest.web.fetch_policy import FetchPolicy
from streams.ingest.web.http_client import HttpClient
from tests.unit.support.web_server import serving

BODY = "The ministers of Ruvania and Ostmark met in Lenz on Monday to speak about grain. "
PAGE = f"<html><body><nav>Home</nav><article><h1>Talks</h1><p>{BODY * 5}</p><p>{BODY}</p></article></body></html>"


def feed(body: bytes, web: HttpClient | None = None) -> list[Item]:
    return list(read_feed(body, "feed", FetchPolicy(web or HttpClient()), FetchLimits()))


def rss(*items: str) -> bytes:
    head = "<title>Example Wire</title><language>en</language>"
    content = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {content}><channel>{head}{"".join(items)}</channel></rss>'.encode()


def article(item: object) -> dict[str, Any]:
    assert isinstance(item, FoundArticle)
    value: dict[str, Any] = json.loads(item.value)
    return value


def test_an_entry_with_its_full_text() -> None:
    item = (
        "<item><title>Talks &amp;amp; &lt;b&gt;grain&lt;/b&gt;</title>"
        "<link>https://example.org/1?a=1&amp;b=2</link>"
        "<pubDate>Mon, 04 Mar 2024 10:00:00 +0100</pubDate><category>World</category><author>A. Writer</author>"
        "<content:encoded><![CDATA[<p>They <i>met</i>.</p><script>x</script><p>They left.</p>]]></content:encoded>"
        "</item>"
    )
    (found,) = feed(rss(item))
    assert article(found) == {
        "text": "They met.\n\nThey left.",
        "title": "Talks & grain",
        "url": "https://example.org/1?a=1&b=2",
        "source": "Example Wire",
        "language": "en",
        "section": "World",
        "published_at": "2024-03-04T10:00:00+01:00",
        "authors": ["A. Writer"],
    }
    assert isinstance(found, FoundArticle)
    assert found.key == b"https://example.org/1?a=1&b=2"


def test_boilerplate_of_a_feed_is_left_out() -> None:
    item = (
        "<item><title>Talks in Lenz</title><link>https://example.org/1</link><content:encoded><![CDATA["
        "<h1>Talks in Lenz</h1><p>By Anna Writer</p>"
        "<p>They met.</p><div class='wp-caption'>A man.</div><p>They left.</p>"
        "<p>The post <a href='x'>Talks in Lenz</a> appeared first on <a href='y'>Example Wire</a>.</p>"
        "<p>Read more</p>]]></content:encoded></item>"
    )
    (found,) = feed(rss(item))
    assert article(found)["text"] == "They met.\n\nThey left."


def test_a_linked_page_is_read_or_replaced_by_the_summary() -> None:
    with serving({"/1": (200, {"Content-Type": "text/html"}, PAGE.encode())}) as at:
        items = [f"<item><link>{at}/{n}</link><description>In short.</description></item>" for n in (1, 2)]
        read, stood_in, failed = feed(rss(*items, f"<item><link>{at}/3</link></item>"))
    assert article(read)["text"].count(BODY.strip()) >= 5
    assert "In short" not in article(read)["text"]
    assert article(stood_in)["text"] == "In short."
    assert failed == FailedItem(f"feed#3 {at}/3", "HTTP status 404 Not Found")


def test_an_atom_feed() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>T</title>
      <link href="https://example.org/1"/><updated>2024-03-04T10:00:00Z</updated>
      <content type="html">&lt;p&gt;They met.&lt;/p&gt;</content></entry></feed>"""
    (found,) = feed(body)
    assert article(found)["text"] == "They met."
    assert article(found)["published_at"] == "2024-03-04T10:00:00Z"


@pytest.mark.parametrize(
    "body", [b"", b"/etc/passwd", b"http://127.0.0.1:1/", b"<html><p>x</html>", b"\xff\x00", b"{}"]
)
def test_other_documents_fail(body: bytes) -> None:
    assert list(feed(body)) == [FailedItem("feed", NO_LISTING)]


def test_links_to_files_and_to_inside_are_not_followed() -> None:
    links = ["file:///etc/passwd", "http://127.0.0.1:1/", "gopher://x"]
    items = [f"<item><link>{link}</link></item>" for link in links]
    found = list(feed(rss(*items), HttpClient(public_only=True)))
    assert len(found) == len(links)
    for item in found:
        assert isinstance(item, FailedItem)
        assert "only http" in item.why or "not a public" in item.why


def test_feeds_that_feedparser_cannot_parse_fail() -> None:
    (failed,) = feed(rss("<item><title>Talks &#xD800; in Lenz</title></item>"))
    assert isinstance(failed, FailedItem)
    assert "cannot be parsed" in failed.why


def test_entity_bombs_and_entry_floods_end() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12)
    )
    body = (bomb + "]>").encode() + rss("<item><description>&m;</description></item>")
    for item in feed(body, HttpClient(public_only=True)):
        assert len(repr(item)) < 100_000
    flood = rss(*["<item><description>Short.</description></item>"] * (MAX_ENTRIES + 5))
    items = list(feed(flood))
    assert len(items) == MAX_ENTRIES + 1
    assert isinstance(items[-1], FailedItem)
