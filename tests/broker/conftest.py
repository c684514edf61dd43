"""Fixtures: one cluster per transport, and a rig for each test."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest

from streams.ops.settings import Settings
from tests.broker.clusters import COMMON, Cluster, embedded, kafka_of_all
from tests.broker.commands import CommandLine
from tests.broker.kafka.server import unavailable
from tests.broker.topics_fixture import Rig

TRANSPORTS = [
    pytest.param("embedded", marks=pytest.mark.broker),
    pytest.param("kafka", marks=[pytest.mark.broker, pytest.mark.kafka]),
]
MakeRig = Callable[..., Rig]
SLOW_MODULES = {
    "test_commands",
    "test_crashes",
    "test_duplicates",
    "test_groups",
    "test_incidents",
    "test_limits",
    "test_outage",
    "test_outcomes",
    "test_topic_made_again",
}
"""Slow modules. If Apache Kafka is available they run on it alone; with DATELINE_TEST_ALL=1 they run on both."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect tests of slow modules on the embedded broker, if Apache Kafka runs them."""
    if unavailable() is not None or os.environ.get("DATELINE_TEST_ALL"):
        return
    twice = [item for item in items if item.path.stem in SLOW_MODULES and _on_embedded(item)]
    config.hook.pytest_deselected(items=twice)
    items[:] = [item for item in items if item not in twice]


def _on_embedded(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and "[embedded" in item.name


@pytest.fixture(scope="session")
def embedded_cluster() -> Iterator[Cluster]:
    """Return the embedded broker."""
    with embedded() as running:
        yield running


@pytest.fixture(scope="session")
def kafka_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return Apache Kafka."""
    if named := os.environ.get("DATELINE_TEST_BROKER"):
        yield Cluster("kafka", named, COMMON)
    elif reason := unavailable():
        pytest.skip(f"Apache Kafka cannot be started ({reason}) and DATELINE_TEST_BROKER is not set")
    else:
        with kafka_of_all(tmp_path_factory.getbasetemp()) as running:
            yield running


@pytest.fixture(scope="session", params=TRANSPORTS)
def cluster(request: pytest.FixtureRequest) -> Cluster:
    """Return a running cluster: first the embedded broker, then Apache Kafka.

    Both run until the session ends, so that no test file starts them again.
    """
    running: Cluster = request.getfixturevalue(f"{request.param}_cluster")
    return running


@pytest.fixture(scope="module")
def make_rig(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[MakeRig]:
    """Return a factory of rigs that live as long as the module: `make_rig(**settings)`."""
    with ExitStack() as stack:

        def make(**settings: str) -> Rig:
            name = f"{request.module.__name__.rpartition('.')[2]}-{uuid4().hex[:8]}"
            return Rig(cluster, name, _folder(tmp_path_factory, name), settings, stack)

        yield make


@pytest.fixture
def rig(cluster: Cluster, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Rig]:
    """Return a rig for one test, with the common settings."""
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower()).strip("-")[:60] + f"-{uuid4().hex[:8]}"
    with ExitStack() as stack:
        yield Rig(cluster, name, tmp_path, {}, stack)


@pytest.fixture
def dateline(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Return the command line with the `settings` fixture of the module."""
    return CommandLine(settings, monkeypatch, capsys)


def _folder(factory: pytest.TempPathFactory, name: str) -> Path:
    return factory.mktemp(name)
