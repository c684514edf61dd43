"""`dateline desk` on a broker: it shows published events, resumes after a restart, and conforms to its OpenAPI."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from kafka import KafkaProducer
from openapi_spec_validator import OpenAPIV31SpecValidator
from playwright.sync_api import Browser, expect

from streams.contract.codec import encode
from streams.contract.topics import catalogue
from streams.desk.desk_openapi import document
from streams.kafka.admin import create_topics
from streams.kafka.embedded_broker import EmbeddedBroker
from streams.ops.settings import load
from streams.routing.routes import load_routes
from tests.broker.clusters import EMBEDDED
from tests.broker.worker_process import WorkerProcess
from tests.desk.browser import open_tab
from tests.desk.desk_process import DeskProcess
from tests.desk.invented_events import InventedArticle, invented_articles
from tests.support.patience import TOOL_SECONDS
from tests.support.ports import free_port

MADE = list(invented_articles(30, datetime(2026, 3, 20, 12, tzinfo=UTC)))


class Desk:
    """A desk, the topics that it reads, and the publishing side of a worker and a scraper."""

    def __init__(self, broker: EmbeddedBroker, folder: Path) -> None:
        self.settings = {"DATELINE_BROKER": broker.address, "DATELINE_TOPIC_PREFIX": f"{uuid4().hex[:8]}."}
        loaded = load(broker=broker.address, topic_prefix=self.settings["DATELINE_TOPIC_PREFIX"], partitions=2)
        create_topics(loaded, catalogue(route.name for route in load_routes(loaded.routes)))
        self.prefix = loaded.topic_prefix
        self.producer = KafkaProducer(bootstrap_servers=broker.address)
        self.desk = DeskProcess(self.settings, folder)
        self.ask = self.desk.ask

    @property
    def process(self) -> WorkerProcess:
        """Return the process that is running."""
        return self.desk.process

    def publish(self, made: list[InventedArticle]) -> None:
        """Publish articles, their events, and one message that is not an event."""
        for one in made:
            key = one.article.id.encode()
            self.producer.send(self.prefix + "articles.raw", key=key, value=encode(one.article))
            for event in one.events:
                self.producer.send(self.prefix + "events", key=key, value=encode(event))
            self.producer.send(self.prefix + "articles.enriched", key=key, value=encode(one.record))
        self.producer.send(self.prefix + "events", value=b"no event")
        self.producer.flush()

    def ids(self) -> list[str]:
        """Return the ids of the events that it shows."""
        return sorted(item["event"]["event_id"] for item in self.ask("/api/events?limit=200")["items"])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with EmbeddedBroker(free_port()) as broker:
        made = Desk(broker, tmp_path_factory.mktemp("desk"))
        with made.desk:
            yield made
        made.producer.close()


def ids(made: list[InventedArticle]) -> list[str]:
    return sorted(event.event_id for one in made for event in one.events)


@pytest.mark.broker
def test_it_shows_published_events_and_resumes(desk: Desk) -> None:
    desk.publish(MADE[:10])
    desk.process.until(lambda: desk.ids() == ids(MADE[:10]), "the first events")
    article = desk.ask(f"/api/articles/{MADE[3].article.id}")
    assert article["article"]["text"] == MADE[3].article.text
    assert article["outcome"] == "enriched"
    desk.process.kill()
    desk.publish(MADE[10:20])
    desk.desk.start()
    desk.process.until(lambda: desk.ids() == ids(MADE[:20]), "what came meanwhile")
    # Of each batch only the message that is not an event was skipped, and none was read twice.
    assert desk.process.metric(r"dateline_desk_messages_total") == 10 * 4
    assert "is skipped" in desk.process.log


@pytest.mark.broker
def test_a_missing_store_is_rebuilt_from_the_topics(desk: Desk) -> None:
    shown = desk.ids()
    desk.process.kill()
    for file in desk.desk.file.parent.glob("desk.sqlite*"):
        file.unlink()
    desk.desk.start()
    desk.process.until(lambda: desk.ids() == shown, "the events of the topics")


@pytest.mark.broker
def test_the_page_shows_new_events_of_a_worker(desk: Desk, browser: Browser, tmp_path: Path) -> None:
    """A raw article is published. Its card appears on an open page, and the page of its event shows the article."""
    settings = desk.settings | EMBEDDED | {"DATELINE_READER": "tests.broker.stub_reader:build"}
    worker = WorkerProcess(settings, tmp_path / "worker.log")
    try:
        with open_tab(browser) as tab:
            page = tab.open(f"{desk.desk.url}/?source=live-wire")
            expect(page.locator("#cards .empty")).to_be_visible()
            expect(page.locator("#live")).to_have_attribute("data-state", "live")
            for number, place in enumerate(("Kabul", "Lima"), 1):
                text = f"Rebels attacked a village near {place}."
                article = {"id": f"live-{number}", "text": text, "title": f"Story {number}", "source": "live-wire"}
                desk.producer.send(desk.prefix + "articles.raw", value=json.dumps(article).encode())
                desk.producer.flush()
                expect(page.locator("#cards .card")).to_have_count(number)
                expect(page.locator("#cards .card").first).to_contain_text(text)
            page.locator("#cards .card a").last.click()
            expect(page.locator(".prose .text")).to_have_text("Rebels attacked a village near Kabul.")
            expect(page.locator(".event.focused mark").first).to_have_text("attacked")
            assert tab.errors == []
    finally:
        worker.kill()


@pytest.mark.parametrize("token", [None, "a-token-that-nobody-guesses"])
def test_its_openapi_is_valid(token: str | None) -> None:
    OpenAPIV31SpecValidator(document(load(desk_token=token))).validate()


@pytest.mark.broker
def test_schemathesis_finds_nothing(desk: Desk) -> None:
    ran = subprocess.run(
        [
            *(Path(sys.executable).with_name("st"), "run", f"{desk.desk.url}/openapi.json"),
            # Not every four numbers are a bounding box, which a schema cannot express.
            *("--exclude-checks", "positive_data_acceptance", "--suppress-health-check", "all"),
            # A limited part of the checks; `st run` without these options takes minutes.
            *("--phases", "coverage,stateful", "--max-examples", "4", "--seed", "1"),
            *("--generation-database", "none", "--no-color"),
        ],
        capture_output=True,
        text=True,
        timeout=TOOL_SECONDS,
        cwd=desk.desk.file.parent,
    )
    assert ran.returncode == 0, ran.stdout[-6000:]
    assert re.search(r"Tested: 12$", ran.stdout, re.M), ran.stdout[-2000:]
    assert desk.process.metric(r'dateline_desk_requests_total\{code="500"') == 0
