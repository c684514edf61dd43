"""The brokers that the tests run on, and their limitations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from streams.kafka.embedded_broker import EmbeddedBroker
from tests.broker.kafka.server import POM, KafkaServer, Listeners
from tests.broker.kafka.shared import shared_kafka
from tests.support.ports import free_port


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster and the Dateline settings for it."""

    name: str
    address: str
    environment: dict[str, str] = field(default_factory=dict)
    exact: bool = True
    """Its end offsets are exact, so that tests can compare the lag with a number."""
    listeners: Listeners | None = None
    """The listeners of a Kafka that the tests started; None for the embedded broker and an external cluster."""
    server: KafkaServer | None = None
    """A Kafka broker that only this test uses and may kill; None otherwise."""


SESSION_SECONDS = 6
SHORT_SESSION = {"DATELINE_SESSION_TIMEOUT_SECONDS": str(SESSION_SECONDS)}
"""For tests that kill a worker whose partitions other workers must take over soon."""
COMMON = {"DATELINE_SESSION_TIMEOUT_SECONDS": "60", "DATELINE_REBALANCE_TIMEOUT_SECONDS": "20"}
"""Long enough that a worker on a loaded machine keeps its membership and reads nothing twice."""
EMBEDDED = SHORT_SESSION | {"DATELINE_REBALANCE_TIMEOUT_SECONDS": "3"}
"""The embedded broker delays each join: by half a session, and by the rebalance timeout."""


@contextmanager
def embedded() -> Iterator[Cluster]:
    """Run an embedded broker while entered."""
    with EmbeddedBroker(free_port()) as broker:
        yield Cluster("embedded", broker.address, EMBEDDED, exact=False)


@contextmanager
def kafka(folder: Path, pom: Path = POM) -> Iterator[Cluster]:
    """Run Apache Kafka with its files in a folder while entered: version 4, or that of another pom.xml."""
    server = KafkaServer(folder, pom)
    try:
        server.start()
        yield Cluster("kafka", server.listeners.address, COMMON, listeners=server.listeners, server=server)
    finally:
        if server.running:
            server.kill()


@contextmanager
def kafka_of_all(folder: Path) -> Iterator[Cluster]:
    """Yield the Apache Kafka that all processes of a test run share; `folder` belongs to this process."""
    common = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    with shared_kafka(common / "kafka") as listeners:
        yield Cluster("kafka", listeners.address, COMMON, listeners=listeners)


def start_cluster(name: str, folder: Path) -> AbstractContextManager[Cluster]:
    """Return one of the two clusters by name, `embedded` or `kafka`."""
    return embedded() if name == "embedded" else kafka(folder)
