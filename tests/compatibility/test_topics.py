"""Each change of a topic under a worker on Apache Kafka; the command makes the table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.broker.clusters import Cluster, kafka_of_all
from tests.broker.kafka.server import unavailable
from tests.compatibility.topics import CHANGES, run


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    if lacking := unavailable():
        pytest.skip(f"no Apache Kafka here: {lacking}")
    with kafka_of_all(tmp_path_factory.getbasetemp()) as running:
        yield running


@pytest.mark.broker
@pytest.mark.kafka
@pytest.mark.parametrize("name", CHANGES)
def test_a_worker_lives_and_reads_on(cluster: Cluster, name: str, tmp_path: Path) -> None:
    word, faults = run(cluster, name, tmp_path / "scene")
    assert faults == []
    assert word.startswith(("read", "dead letter"))
