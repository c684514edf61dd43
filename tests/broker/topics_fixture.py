"""The rig: topics and a consumer group for one test, with workers, commands and consumers."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec
from kafka import KafkaProducer

from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits, DeadArticle, Enriched, Outcome
from streams.contract.topics import DEAD, ENRICHED, EVENTS, HAPPENINGS_INPUT, RAW, catalogue
from streams.kafka.admin import create_topics
from streams.kafka.lag import LagReader
from streams.ops.settings import Settings
from streams.routing.routes import load_routes
from tests.broker.clusters import Cluster
from tests.broker.stub_reader import StubReader
from tests.broker.topic_consumer import Message, TopicConsumer
from tests.broker.worker_process import DATELINE, WorkerProcess, environment
from tests.support.patience import PATIENCE_SECONDS

Header = tuple[str, bytes]
PARTITIONS = 4
HOLDING = "the broker does not answer"
"""What a worker says at `/readyz` that holds what it cannot publish."""
LIMITS = ArticleLimits(article_chars=50_000, message_bytes=200_000)
ROUTES = """
[[route]]
name = "violence"
type = ["ASSAULT"]

[[route]]
name = "peru"
country = ["PER"]
"""


class Rig:
    """Topics with a unique prefix, the workers on them, and consumers of their output."""

    def __init__(self, cluster: Cluster, name: str, folder: Path, own: dict[str, str], stack: ExitStack) -> None:
        self.cluster, self._folder, self._stack = cluster, folder, stack
        routes = folder / "routes.toml"
        routes.write_text(ROUTES, encoding="utf-8")
        self.environment = {
            "DATELINE_BROKER": cluster.address,
            "DATELINE_TOPIC_PREFIX": f"{name}.",
            "DATELINE_GROUP": name,
            "DATELINE_PARTITIONS": str(PARTITIONS),
            "DATELINE_READER": "tests.broker.stub_reader:build",
            "DATELINE_PROCESSES": "1",
            "DATELINE_ROUTES": str(routes),
            "DATELINE_MAX_ARTICLE_CHARS": str(LIMITS.article_chars),
            "DATELINE_MAX_MESSAGE_BYTES": str(LIMITS.message_bytes),
            "DATELINE_DEAD_RATIO": "1",
            # Many tests feed similar articles.
            "DATELINE_DUPLICATE_HOURS": "0",
            # The stub reader is immediate; tests in which it hangs set a short timeout.
            "DATELINE_ARTICLE_TIMEOUT_SECONDS": "30",
            **cluster.environment,
            **own,
        }
        self.settings = Settings(
            **{n.removeprefix("DATELINE_").lower(): v for n, v in self.environment.items() if v}  # type: ignore[arg-type]
        )
        self._lags = LagReader(self.settings)
        stack.callback(self._lags.close)
        self.topics = catalogue(route.name for route in load_routes(self.settings.routes))
        create_topics(self.settings.model_copy(update={"max_message_bytes": 8 << 20}), self.topics)

    def topic(self, name: str) -> str:
        """Return the full name of a topic."""
        return self.settings.topic(name)

    def worker(self, **settings: str) -> WorkerProcess:
        """Start a worker; it is killed when the test ends."""
        worker = WorkerProcess(self.environment | settings, self._folder / "worker.log")
        self._stack.callback(worker.kill)
        return worker

    def command(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run another `dateline` command."""
        return subprocess.run(
            [DATELINE, *arguments],
            env=environment(self.environment | settings),
            cwd=self._folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )

    def consumer(self, *names: str) -> TopicConsumer:
        """Return a consumer of topics, by default of every topic that a worker writes."""
        consumer = TopicConsumer(
            self.cluster.address, [self.topic(n) for n in names or [t.name for t in self.topics if t.name != RAW]]
        )
        self._stack.callback(consumer.close)
        return consumer

    def feed(self, raws: Sequence[bytes | None], headers: Sequence[Sequence[Header]] | None = None) -> None:
        """Publish raw messages to all partitions in turn and wait for their confirmation; the key is the index."""
        producer = KafkaProducer(
            bootstrap_servers=[self.cluster.address],
            enable_idempotence=False,
            # A retry must not change the order: the tests look for messages at their offsets.
            max_in_flight_requests_per_connection=1,
            max_request_size=16 << 20,
            linger_ms=5,
        )
        try:
            sent = [
                producer.send(
                    self.topic(RAW),
                    key=f"{i}".encode(),
                    value=raw,
                    headers=list(headers[i]) if headers else [],
                    partition=i % self.settings.partitions,
                )
                for i, raw in enumerate(raws)
            ]
            for future in sent:
                future.get(timeout=PATIENCE_SECONDS)
        finally:
            producer.close()

    def committed(self) -> int:
        """Return the committed offsets of `articles.raw`, summed over the partitions."""
        return sum(lag.committed or 0 for lag in self._lags.read([self.topic(RAW)]))

    def lag(self) -> int:
        """Return how many messages the group has still to read, over all its topics."""
        taken = [self.topic(name) for name in (RAW, EVENTS, HAPPENINGS_INPUT)]
        return sum(lag.messages for lag in self._lags.read(taken))

    def settled(self, consumer: TopicConsumer) -> int:
        """Return of how many messages of `articles.raw` the consumer has seen an outcome."""
        ids = {message.key for message in consumer.of(self.topic(ENRICHED))}
        letters = {(m.header("partition"), m.header("offset")) for m in consumer.of(self.topic(DEAD))}
        return len(ids) + len(letters)


def expected(raws: Sequence[bytes | None]) -> list[Outcome]:
    """Return the outcomes that the stub reader gives for these messages."""
    return outcomes(StubReader(), raws, "then", LIMITS)


def enriched(found: Sequence[Outcome]) -> list[Enriched]:
    """Return the enriched articles."""
    return [outcome for outcome in found if isinstance(outcome, Enriched)]


def dead(found: Sequence[Outcome]) -> list[DeadArticle]:
    """Return the dead letters."""
    return [outcome for outcome in found if isinstance(outcome, DeadArticle)]


def without_time(value: bytes | None) -> bytes:
    """Return a published record without its time of processing."""
    assert value is not None
    return re.sub(rb'"processed_at":"[^"]*"', b'"processed_at":""', value)


def values_without_time(messages: Sequence[Message]) -> list[bytes]:
    """Return the records of some messages without their times, sorted."""
    return sorted(without_time(message.value) for message in messages)


def article(number: int, text: str = "") -> bytes:
    """Return a good article with one or two events."""
    body = text or (
        f"Rebels attacked village {number} near Kabul. Envoys met in Lima over it. They never signed anything."
    )
    return msgspec.json.encode({"id": f"a{number:04}", "title": f"Story {number}", "text": body})
