"""One test's own topics and group on a cluster, and what flows in them."""

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
    """Topics with their own prefix, workers on them, and taps of what they publish."""

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
            # Many tests feed articles that are alike.
            "DATELINE_DUPLICATE_HOURS": "0",
            # The stand-in reader is instant; where it is to hang, tests set a short time-out.
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
        """The full name of a topic."""
        return self.settings.topic(name)

    def worker(self, **settings: str) -> WorkerProcess:
        """Start one; it is killed when the test ends."""
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
        """Read topics; by default every one that a worker writes."""
        consumer = TopicConsumer(
            self.cluster.address, [self.topic(n) for n in names or [t.name for t in self.topics if t.name != RAW]]
        )
        self._stack.callback(consumer.close)
        return consumer

    def feed(self, raws: Sequence[bytes | None], headers: Sequence[Sequence[Header]] | None = None) -> None:
        """Publish raw messages, confirmed, over all partitions in turn; the key is the position."""
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
        """Messages of `articles.raw` behind the group's committed offsets."""
        return sum(lag.committed or 0 for lag in self._lags.read([self.topic(RAW)]))

    def lag(self) -> int:
        """Messages that the group has still to take, over the topics that it reads."""
        taken = [self.topic(name) for name in (RAW, EVENTS, HAPPENINGS_INPUT)]
        return sum(lag.messages for lag in self._lags.read(taken))

    def settled(self, consumer: TopicConsumer) -> int:
        """How many different messages of `articles.raw` the consumer has seen an outcome of."""
        ids = {message.key for message in consumer.of(self.topic(ENRICHED))}
        letters = {(m.header("partition"), m.header("offset")) for m in consumer.of(self.topic(DEAD))}
        return len(ids) + len(letters)


def expected(raws: Sequence[bytes | None]) -> list[Outcome]:
    """What the stand-in reader makes of these messages."""
    return outcomes(StubReader(), raws, "then", LIMITS)


def enriched(found: Sequence[Outcome]) -> list[Enriched]:
    """Those that were read."""
    return [outcome for outcome in found if isinstance(outcome, Enriched)]


def dead(found: Sequence[Outcome]) -> list[DeadArticle]:
    """Those that were not."""
    return [outcome for outcome in found if isinstance(outcome, DeadArticle)]


def timeless(value: bytes | None) -> bytes:
    """A published record without its time of processing."""
    assert value is not None
    return re.sub(rb'"processed_at":"[^"]*"', b'"processed_at":""', value)


def timeless_values(messages: Sequence[Message]) -> list[bytes]:
    """The records of some messages without their times, in their own order."""
    return sorted(timeless(message.value) for message in messages)


def article(number: int, text: str = "") -> bytes:
    """A good article with one or two events."""
    body = text or (
        f"Rebels attacked village {number} near Kabul. Envoys met in Lima over it. They never signed anything."
    )
    return msgspec.json.encode({"id": f"a{number:04}", "title": f"Story {number}", "text": body})
