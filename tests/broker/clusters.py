"""The brokers that the suite runs on, and what each of them cannot do."""

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
    """A running cluster, and the settings with which Dateline uses it."""

    name: str
    address: str
    environment: dict[str, str] = field(default_factory=dict)
    exact: bool = True
    """Its end offsets are those of the last message, so that lag can be held to a number."""
    listeners: Listeners | None = None
    """Of a Kafka that the suite started; None for the embedded broker and a named cluster."""
    server: KafkaServer | None = None
    """A Kafka that no other test uses, so that one may kill it."""


SESSION_SECONDS = 6
SHORT_SESSION = {"DATELINE_SESSION_TIMEOUT_SECONDS": str(SESSION_SECONDS)}
"""For tests that kill a worker, whose partitions others are to have soon."""
COMMON = {"DATELINE_SESSION_TIMEOUT_SECONDS": "60", "DATELINE_REBALANCE_TIMEOUT_SECONDS": "20"}
"""A worker that a busy machine keeps from its heartbeats for seconds stays in its group, and reads nothing twice."""
EMBEDDED = SHORT_SESSION | {"DATELINE_REBALANCE_TIMEOUT_SECONDS": "3"}
"""It lets nobody join a group for half a session, and holds a join open for the other time: every worker waits so."""


@contextmanager
def embedded() -> Iterator[Cluster]:
    """An embedded broker while entered."""
    with EmbeddedBroker(free_port()) as broker:
        yield Cluster("embedded", broker.address, EMBEDDED, exact=False)


@contextmanager
def kafka(folder: Path, pom: Path = POM) -> Iterator[Cluster]:
    """An Apache Kafka that keeps its files in a folder, while entered; the 4 series unless another pom.xml is given."""
    server = KafkaServer(folder, pom)
    try:
        server.start()
        yield Cluster("kafka", server.listeners.address, COMMON, listeners=server.listeners, server=server)
    finally:
        if server.running:
            server.kill()


@contextmanager
def kafka_of_all(folder: Path) -> Iterator[Cluster]:
    """The Apache Kafka that all processes of a test run share, while entered; the folder is one of this process."""
    common = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    with shared_kafka(common / "kafka") as listeners:
        yield Cluster("kafka", listeners.address, COMMON, listeners=listeners)


def start_cluster(name: str, folder: Path) -> AbstractContextManager[Cluster]:
    """One of the two by its name, `embedded` or `kafka`."""
    return embedded() if name == "embedded" else kafka(folder)
