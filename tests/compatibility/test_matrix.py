"""Every client and compression on each broker, in one delivery mode each; the command runs all modes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.broker.clusters import kafka_of_all
from tests.broker.kafka.server import unavailable
from tests.compatibility.matrix import BROKERS, run, started
from tests.compatibility.senders import MODES, cells


@pytest.mark.broker
@pytest.mark.parametrize(
    "broker", [pytest.param(name, marks=[pytest.mark.kafka] if "kafka" in name else []) for name in BROKERS]
)
def test_sent_messages_are_read_and_aborted_ones_are_not(
    broker: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if broker != "embedded" and (reason := unavailable()):
        pytest.skip(f"Apache Kafka cannot be started: {reason}")
    wanted = [cell for number, cell in enumerate(cells()) if cell.mode == MODES[number // len(MODES) % len(MODES)]]
    on = kafka_of_all(tmp_path_factory.getbasetemp()) if broker == "kafka-4" else started(broker, tmp_path)
    found, faults = run(broker, wanted, tmp_path, on)
    assert faults == []
    assert {cell.client for cell, word in found.items() if word == "read"} >= {"kafka-python", "aiokafka"}
