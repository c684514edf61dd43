"""Kafka's disk fills up while the worker reads: the worker holds the messages and resumes once there is room."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.broker.clusters import kafka
from tests.broker.kafka.server import unavailable
from tests.broker.topics_fixture import Rig, article

COUNT = 2000
"""Articles whose output is several times larger than the free space."""
DISK = 64 << 20
LEFT = 1 << 20

pytestmark = [pytest.mark.broker, pytest.mark.kafka]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on its own small file system."""
    folder = tmp_path / "kafka" / "log"
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this user may not mount a small file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_the_disk_of_the_broker_runs_full(small_disk: Path, tmp_path: Path) -> None:
    if reason := unavailable():
        pytest.skip(f"Apache Kafka cannot be started: {reason}")
    with ExitStack() as stack:
        cluster = stack.enter_context(kafka(small_disk.parent))
        server = cluster.server
        assert server is not None
        rig = Rig(cluster, "full", tmp_path, {}, stack)
        rig.feed([article(number) for number in range(COUNT)])
        ballast = small_disk / "ballast"
        _fill(ballast, LEFT)
        worker = rig.worker()
        worker.until(lambda: not server.running, "the broker to stop")
        worker.until(lambda: worker.metric("dateline_broker_reachable") == 0, "the worker to notice")
        assert worker.get("/livez")[0] == 200
        assert worker.get("/readyz")[0] == 503

        ballast.unlink()
        server.start()
        consumer = rig.consumer()
        consumer.until(lambda: rig.settled(consumer) == COUNT, "every outcome")
        worker.until(lambda: rig.committed() == COUNT, "everything to be committed")
        worker.until(lambda: worker.get("/readyz")[0] == 200, "the worker to be at work again")
        assert worker.stop() == 0


def _fill(ballast: Path, left: int) -> None:
    """Write a file until only `left` bytes of its file system are free."""
    with ballast.open("wb") as file:
        block = b"\0" * (64 << 10)
        while (room := _room(ballast)) > left:
            file.write(block[: room - left])
            file.flush()


def _room(path: Path) -> int:
    status = os.statvfs(path)
    return status.f_bavail * status.f_frsize
