"""Sitemaps: newest pages first, within limits, and hostile sitemaps fail without harm."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from streams.ingest.extract.items import FailedItem, FoundArticle, Item, SkippedItem
from streams.ingest.listings import sitemaps as module
from streams.ingest.listings.entries import FetchLimits
from streams.ingest.listings.listings import read_address, read_listing
from streams.ingest.web.fetch_policy import FetchPolicy
from streams.ingest.web.http_client import HttpClient
from streams.ingest.web.politeness import Politeness
from streams.ingest.web.seen_store import SeenStore
from tests.unit.support.article_formats import PAGE, PATH, expected, news_sitemap, sitemap, sitemap_index
from tests.unit.support.web_server import Answer, serving


def urls(items: Sequence[Item]) -> list[str]:
    return [json.loads(item.value)["url"] for item in items if isinstance(item, FoundArticle)]


def listed(body: bytes, policy: FetchPolicy | None = None) -> list[Item]:
    return list(read_listing(body, "map", policy or FetchPolicy(HttpClient(public_only=True))))


def test_an_index_of_a_news_sitemap_and_a_packed_one() -> None:
    answers: dict[str, Answer] = {PATH: (200, {}, PAGE), "/old": (200, {}, PAGE)}
    with serving(answers) as at:
        answers["/index.xml"] = (
            200,
            {},
            sitemap_index(
                (f"{at}/old.xml.gz", "2026-01-01"), (f"{at}/news.xml", "2026-03-11"), (f"{at}/no", "2025-01-01")
            ),
        )
        answers["/news.xml"] = (200, {}, news_sitemap(at + PATH))
        answers["/old.xml.gz"] = (200, {}, gzip.compress(sitemap((f"{at}/old", "2026-01-01"))))
        items = list(read_address(f"{at}/index.xml", FetchPolicy(HttpClient())))
        assert urls(items) == [at + PATH, f"{at}/old"]
        assert isinstance(items[0], FoundArticle)
        assert json.loads(items[0].value) == expected(at + PATH)
        assert isinstance(items[-1], FailedItem)
        assert "/no" in items[-1].origin
        policy = FetchPolicy(HttpClient(), since=datetime(2026, 2, 1, tzinfo=UTC))
        assert urls(list(read_address(f"{at}/index.xml", policy))) == [at + PATH]


def test_the_newest_come_first_and_one_without_text_fails() -> None:
    with serving({"/1": (200, {}, PAGE), "/2": (200, {}, PAGE), "/3": (200, {}, b"<html></html>")}) as at:
        body = sitemap((f"{at}/1", "2026-01-01"), (f"{at}/3", "never"), (f"{at}/2", "2026-01-02T10:00:00Z"))
        items = listed(body, FetchPolicy(HttpClient()))
    assert urls(items) == [f"{at}/2", f"{at}/1"]
    assert isinstance(items[-1], FailedItem)


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_broken_sitemap_gives_what_comes_before(cut: int) -> None:
    with serving({"/1": (200, {}, PAGE)}) as at:
        items = listed(sitemap((f"{at}/1", "2026-01-01"), (f"{at}/2", "2026-01-02"))[:-cut], FetchPolicy(HttpClient()))
    assert f"{at}/1" in urls(items)
    assert isinstance(items[-1], FailedItem)
    assert "is broken" in items[-1].why


@pytest.mark.parametrize(
    "body",
    [
        b"<urlset",
        b"<urlset><url><loc>http://127.0.0.1:1/</loc></url></urlset>",
        b"<urlset><url><loc>file:///etc/passwd</loc></url><url></url></urlset>",
        b"<sitemapindex><sitemap><loc>file:///etc/passwd</loc></sitemap></sitemapindex>",
        b'<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset><url><loc>&x;</loc></url></urlset>',
        b"<urlset><url><loc>http://[/</loc></url><url><loc>http://a:b/</loc></url></urlset>",
        gzip.compress(b"<urlset>", mtime=0)[:-4],
        gzip.compress(b"\0" * (module.SITEMAP_BYTES + 1), mtime=0),
    ],
    ids=lambda body: repr(body[:40]),
)
def test_hostile_sitemaps_only_fail(body: bytes) -> None:
    items = listed(body)
    assert items
    assert all(isinstance(item, FailedItem) for item in items)


def test_an_entity_bomb_is_not_expanded() -> None:
    bomb = '<!DOCTYPE u [<!ENTITY a "xxxxxxxxxx">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12)
    )
    items = listed((bomb + "]><urlset><url><loc>http://127.0.0.1:1/&m;</loc></url></urlset>").encode())
    assert len(repr(items)) < 2000


def test_a_sitemap_of_too_many_elements_is_not_read_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ELEMENTS", 100)
    (failed,) = listed(b"<urlset>" + b"<x/>" * 101 + b"<url><loc>http://127.0.0.1:1/</loc></url></urlset>")
    assert isinstance(failed, FailedItem)
    assert "more than 100 elements" in failed.why


def test_an_index_that_contains_itself_ends() -> None:
    answers: dict[str, Answer] = {}
    with serving(answers) as at:
        answers["/index.xml"] = (200, {}, sitemap_index((f"{at}/index.xml", "2026-01-01")))
        (failed,) = read_address(f"{at}/index.xml", FetchPolicy(HttpClient()))
    assert failed == FailedItem(f"{at}/index.xml", "is an index inside an index")


def test_a_long_sitemap_resumes_where_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.ingest.listings.listings.FetchLimits", lambda: FetchLimits(entries=2))
    with serving({f"/{n}": (200, {}, PAGE) for n in range(5)}) as at, SeenStore(None) as seen:
        body = sitemap(*((f"{at}/{n}", f"2026-01-0{n + 1}") for n in range(5)))
        rounds = [listed(body, FetchPolicy(HttpClient(), seen=seen)) for _ in range(4)]
        assert [urls(items) for items in rounds] == [
            [f"{at}/4", f"{at}/3"],
            [f"{at}/2", f"{at}/1"],
            [f"{at}/0"],
            [],
        ]
        assert any(isinstance(item, SkippedItem) and "next time" in item.why for item in rounds[0])
        changed = sitemap((f"{at}/4", "2026-01-09"))
        assert urls(listed(changed, FetchPolicy(HttpClient(), seen=seen))) == [f"{at}/4"]
    unremembered = listed(body, FetchPolicy(HttpClient(public_only=True)))
    assert isinstance(unremembered[-1], FailedItem)


def test_an_unchanged_document_is_not_read_again_but_one_with_failures_is() -> None:
    asked: list[str | None] = []
    pages: dict[str, Answer] = {}

    def answer(handler: object) -> None:
        asked.append(handler.headers.get("If-None-Match"))  # type: ignore[attr-defined]
        known = asked[-1] == '"1"'
        handler.send_response(304 if known else 200)  # type: ignore[attr-defined]
        handler.send_header("ETag", '"1"')  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]
        if not known:
            handler.wfile.write(body)  # type: ignore[attr-defined]

    with serving(pages) as at, SeenStore(None) as seen:
        body = sitemap((f"{at}/1", "2026-01-01"))
        pages |= {"/map": answer, "/1": (503, {}, b"")}

        def round_over() -> list[Item]:
            return list(read_address(f"{at}/map", FetchPolicy(HttpClient(), Politeness(), seen=seen)))

        assert [type(item) for item in round_over()] == [FailedItem]
        pages["/1"] = (200, {}, PAGE)
        assert urls(round_over()) == [f"{at}/1"]
        assert round_over() == [SkippedItem(f"{at}/map", "unchanged")]
    assert asked == [None, None, '"1"']
