"""One article through every input gives the same raw article, id, enriched record and events."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits, Enriched
from agents.reader.reading import NewsReader
from streams.contract.codec import canonical_url
from streams.contract.ids import digest
from streams.contract.topics import RAW, catalogue
from streams.ingest.publisher import Publisher
from streams.kafka.admin import create_topics
from streams.kafka.embedded_broker import EmbeddedBroker
from streams.ops.settings import Settings, load
from tests.broker.commands import CommandLine
from tests.broker.topics import raw
from tests.http_api.server_process import HttpApiProcess
from tests.support.patience import PATIENCE_SECONDS
from tests.support.ports import free_port
from tests.unit.support import article_formats
from tests.unit.support.article_texts import model
from tests.unit.support.web_server import Answer, serving

pytestmark = pytest.mark.broker
UNKNOWN_TO_SCRAPERS = {"source": "courier.example", "section": None}
"""What news-please gives instead: the domain as source, and no section."""


@dataclass(frozen=True)
class Input:
    """What an input needs: a site with the article, a folder, and a broker with topics for this input."""

    url: str
    site: str
    folder: Path
    settings: Settings
    dateline: CommandLine

    def feed(self, *arguments: str) -> None:
        ran = self.dateline("feed", "--pause", "0", *arguments)
        assert ran.code == 0, ran.err


def by_file(name: str, content: bytes, *arguments: str) -> Callable[[Input], None]:
    def feed(target: Input) -> None:
        path = target.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.replace(b"URL", target.url.encode()))
        target.feed(str(target.folder), *arguments)

    return feed


def by_warc(target: Input) -> None:
    by_file("news.warc.gz", article_formats.warc((target.url, article_formats.PAGE)))(target)


def by_spider(target: Input) -> None:
    crawl(target.settings, target.site)


def by_publisher(target: Input) -> None:
    with Publisher(target.settings) as publisher:
        publisher.publish(article_formats.expected(target.url))


def by_http_api(target: Input) -> None:
    own = {
        "DATELINE_BROKER": target.settings.broker[0],
        "DATELINE_TOPIC_PREFIX": target.settings.topic_prefix,
        "DATELINE_IDEMPOTENCE": "false",
    }
    with HttpApiProcess(own, target.folder / "http_api.log") as http_api:
        assert http_api.until_ready().post(article_formats.expected(target.url)).status == 202


WAYS: dict[str, Callable[[Input], None]] = {
    "RSS": lambda target: target.feed(f"{target.site}/rss"),
    "sitemap": lambda target: target.feed(f"{target.site}/sitemap.xml"),
    "WARC": by_warc,
    "CSV": by_file("a.csv", article_formats.table("URL"), "--map", article_formats.TABLE_MAP),
    "news-please": by_file("crawl/a.json", article_formats.news_please("URL"), "--map", "news-please"),
    "Scrapy": by_spider,
    "Publisher": by_publisher,
    "HTTP": by_http_api,
}


def crawl(settings: Settings, site: str, **environment: str) -> str:
    """Run the spider over a site and return its log."""
    own = {
        "DATELINE_BROKER": settings.broker[0],
        "DATELINE_TOPIC_PREFIX": settings.topic_prefix,
        "DATELINE_PUBLISH_TIMEOUT_SECONDS": str(settings.publish_timeout_seconds),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.broker.spider", site],
        env=os.environ | own | environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stderr


@pytest.fixture
def broker() -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker(free_port()) as running:
        yield running


@pytest.fixture
def make_settings(broker: EmbeddedBroker) -> Callable[..., Settings]:
    def make(publish_seconds: float = PATIENCE_SECONDS) -> Settings:
        prefix = f"{uuid4().hex[:8]}."
        settings = load(broker=broker.address, topic_prefix=prefix, publish_timeout_seconds=publish_seconds)
        create_topics(settings, [topic for topic in catalogue([]) if topic.name == RAW])
        return settings

    return make


@pytest.fixture
def site() -> Iterator[str]:
    answers: dict[str, Answer] = {
        article_formats.PATH: (200, {"Content-Type": "text/html; charset=utf-8"}, article_formats.PAGE)
    }
    with serving(answers) as at:
        answers["/"] = (200, {"Content-Type": "text/html"}, f'<a href="{article_formats.PATH}">News</a>'.encode())
        answers["/rss"] = (
            200,
            {"Content-Type": "application/rss+xml"},
            article_formats.rss(at + article_formats.PATH),
        )
        answers["/sitemap.xml"] = (
            200,
            {"Content-Type": "text/xml"},
            article_formats.news_sitemap(at + article_formats.PATH),
        )
        yield at


def without(record: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}


def test_every_input_gives_the_same_article(
    site: str,
    make_settings: Callable[..., Settings],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = site + article_formats.PATH
    raws: dict[str, dict[str, Any]] = {}
    for way, feed in WAYS.items():
        settings, folder = make_settings(), tmp_path / way
        folder.mkdir()
        feed(Input(url, site, folder, settings, CommandLine(settings, monkeypatch, capsys)))
        (raws[way],) = raw(settings)
        known = article_formats.expected(url) | (UNKNOWN_TO_SCRAPERS if way == "news-please" else {})
        known |= {"authors": "Anna Writer"} if way == "CSV" else {}
        assert {name: raws[way].get(name) for name in known} == known, way
    reader = NewsReader(model(), load().packs)
    values = [json.dumps(article).encode() for article in raws.values()]
    read = dict(
        zip(raws, outcomes(reader, values, "2026-03-11T07:00:00Z", ArticleLimits(100_000, 1_000_000)), strict=True)
    )
    first = read["HTTP"]
    assert isinstance(first, Enriched)
    assert json.loads(first.value)["article_id"] == "u-" + digest(str(canonical_url(url)))
    assert len(first.events) >= 2
    for way, outcome in read.items():
        assert isinstance(outcome, Enriched), way
        apart = set(UNKNOWN_TO_SCRAPERS) if way == "news-please" else set()
        records = [(json.loads(outcome.value), json.loads(first.value))]
        records += [
            (json.loads(a.value), json.loads(b.value)) for a, b in zip(outcome.events, first.events, strict=True)
        ]
        for ours, theirs in records:
            assert without(ours, apart) == without(theirs, apart), way


def test_what_a_spider_yields_without_text_is_published_too(site: str, make_settings: Callable[..., Settings]) -> None:
    settings = make_settings()
    said = crawl(settings, site, DATELINE_TEST_ITEM=" ")
    assert "'dateline/published': 2" in said
    assert sorted(article["text"][:8] for article in raw(settings)) == [" ", "Gunmen a"]


def test_a_spider_without_the_topic_ends_with_a_line(site: str, make_settings: Callable[..., Settings]) -> None:
    settings = make_settings().model_copy(update={"topic_prefix": "none."})
    assert "no topic none.articles.raw: `dateline topics create`" in crawl(settings, site)


def test_a_spider_stops_when_the_broker_is_gone(broker: EmbeddedBroker, make_settings: Callable[..., Settings]) -> None:
    def last_page(handler: BaseHTTPRequestHandler) -> None:
        broker.stop()
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write(article_formats.PAGE)

    settings = make_settings(3.0)
    front: Answer = (200, {"Content-Type": "text/html"}, f'<a href="{article_formats.PATH}">News</a>'.encode())
    with serving({"/": front, article_formats.PATH: last_page}) as at:
        said = crawl(settings, at)
    assert "'dateline/failed': 1" in said
    assert "'finish_reason': 'dateline'" in said
