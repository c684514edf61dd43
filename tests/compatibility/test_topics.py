"""Each change of a topic while a worker runs on Apache Kafka; the command prints the table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.broker.clusters import Cluster, kafka_of_all
from tests.broker.kafka.server import unavailable
from tests.compatibility.topics import CHANGES, run


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    if reason := unavailable():
        pytest.skip(f"Apache Kafka cannot be started: {reason}")
    with kafka_of_all(tmp_path_factory.getbasetemp()) as running:
        yield running


@pytest.mark.broker
@pytest.mark.kafka
@pytest.mark.parametrize("name", CHANGES)
def test_a_worker_keeps_running_and_reading(cluster: Cluster, name: str, tmp_path: Path) -> None:
    word, faults = run(cluster, name, tmp_path / "scene")
    assert faults == []
    assert word.startswith(("read", "dead letter"))
