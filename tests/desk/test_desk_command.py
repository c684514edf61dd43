"""`dateline desk` on a broker: it shows what is published, goes on where it was, and does what its OpenAPI says."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from kafka import KafkaProducer
from openapi_spec_validator import OpenAPIV31SpecValidator

from streams.contract.codec import encode
from streams.contract.topics import catalogue
from streams.desk.desk_openapi import document
from streams.kafka.admin import create_topics
from streams.kafka.embedded_broker import EmbeddedBroker, free_port
from streams.ops.settings import load
from tests.broker.worker_process import WorkerProcess
from tests.desk.made_events import Made, made_articles
from tests.support.patience import PATIENCE_SECONDS

MADE = list(made_articles(30, datetime(2026, 3, 20, 12, tzinfo=UTC)))


class Desk:
    """A `dateline desk` as a process, and the topics that it reads."""

    def __init__(self, broker: EmbeddedBroker, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.settings = {
            "DATELINE_BROKER": broker.address,
            "DATELINE_TOPIC_PREFIX": f"{uuid4().hex[:8]}.",
            "DATELINE_DESK_PORT": str(self.port),
            "DATELINE_DESK_FILE": str(folder / "desk.sqlite"),
            "DATELINE_DESK_REASONS": "false",
        }
        loaded = load(broker=broker.address, topic_prefix=self.settings["DATELINE_TOPIC_PREFIX"], partitions=2)
        create_topics(loaded, catalogue([]))
        self.prefix = loaded.topic_prefix
        self.producer = KafkaProducer(bootstrap_servers=broker.address)

    def start(self) -> WorkerProcess:
        """Start it and wait until it reads."""
        self.process = WorkerProcess(self.settings, self.folder / "desk.log", "desk")
        self.process.until(lambda: self.process.get("/readyz")[0] == 200, "the desk")
        return self.process

    def publish(self, made: list[Made]) -> None:
        """What a worker and a scraper would publish."""
        for one in made:
            key = one.article.id.encode()
            self.producer.send(self.prefix + "articles.raw", key=key, value=encode(one.article))
            for event in one.events:
                self.producer.send(self.prefix + "events", key=key, value=encode(event))
            self.producer.send(self.prefix + "articles.enriched", key=key, value=encode(one.record))
        self.producer.send(self.prefix + "events", value=b"no event")
        self.producer.flush()

    def ask(self, path: str) -> Any:
        """A JSON answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        connection.request("GET", path)
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer

    def ids(self) -> list[str]:
        """Ids of the events that it shows."""
        return sorted(item["event"]["event_id"] for item in self.ask("/api/events?limit=200")["items"])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with EmbeddedBroker() as broker:
        made = Desk(broker, tmp_path_factory.mktemp("desk"))
        made.start()
        yield made
        made.process.kill()
        made.producer.close()


def ids(made: list[Made]) -> list[str]:
    return sorted(event.event_id for one in made for event in one.events)


@pytest.mark.broker
def test_it_shows_what_is_published_and_goes_on_where_it_was(desk: Desk) -> None:
    desk.publish(MADE[:10])
    desk.process.until(lambda: desk.ids() == ids(MADE[:10]), "the first events")
    article = desk.ask(f"/api/articles/{MADE[3].article.id}")
    assert article["article"]["text"] == MADE[3].article.text
    assert article["outcome"] == "enriched"
    desk.process.kill()
    desk.publish(MADE[10:20])
    desk.start()
    desk.process.until(lambda: desk.ids() == ids(MADE[:20]), "what came meanwhile")
    # Of each of the two batches, only the message that is no event was skipped, and none was read twice.
    assert desk.process.metric(r"dateline_desk_messages_total") == 10 * 4
    assert "is skipped" in desk.process.log


@pytest.mark.broker
def test_it_is_made_again_from_the_topics_when_the_file_is_gone(desk: Desk) -> None:
    shown = desk.ids()
    desk.process.kill()
    for file in desk.folder.glob("desk.sqlite*"):
        file.unlink()
    desk.start()
    desk.process.until(lambda: desk.ids() == shown, "the events of the topics")


@pytest.mark.parametrize("token", [None, "a-token-that-nobody-guesses"])
def test_its_openapi_is_valid(token: str | None) -> None:
    OpenAPIV31SpecValidator(document(load(desk_token=token))).validate()


@pytest.mark.broker
def test_schemathesis_finds_nothing(desk: Desk) -> None:
    ran = subprocess.run(
        [
            *(Path(sys.executable).with_name("st"), "run", f"http://127.0.0.1:{desk.port}/openapi.json"),
            # Not every four numbers are a box of degrees, and no schema can say which.
            *("--exclude-checks", "positive_data_acceptance", "--suppress-health-check", "all"),
            *("--max-examples", "6", "--seed", "1", "--generation-database", "none", "--no-color"),
        ],
        capture_output=True,
        text=True,
        timeout=280,
        cwd=desk.folder,
    )
    assert ran.returncode == 0, ran.stdout[-6000:]
    assert re.search(r"Tested: 12$", ran.stdout, re.M), ran.stdout[-2000:]
    assert desk.process.metric(r'dateline_desk_requests_total\{code="500"') == 0
