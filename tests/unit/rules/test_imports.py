"""What a process loads: a worker no language library, a reader no Kafka client."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "absent"),
    [("agents.worker.worker", {"spacy", "thinc"}), ("agents.pool.reader_process", {"faust", "aiokafka", "kafka"})],
)
def test_only_what_it_needs(module: str, absent: set[str]) -> None:
    """Each would cost a second at every start and a hundred megabytes a process."""
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert absent.isdisjoint(loaded)
