"""Clients of other projects read `events` with keys and headers."""

from __future__ import annotations

import shutil
import subprocess

import msgspec
import pytest

from streams.contract.topics import EVENTS
from tests.broker.conftest import MakeRig
from tests.broker.kafka.server import run_tool, unavailable
from tests.broker.topic_consumer import Message
from tests.broker.topics_fixture import Rig, article
from tests.support.patience import PATIENCE_SECONDS

COUNT = 12


class Seen(msgspec.Struct):
    """One message in kcat's JSON envelope."""

    key: str
    payload: str
    headers: list[str]


@pytest.fixture(scope="module")
def finished_run(make_rig: MakeRig) -> tuple[Rig, list[Message]]:
    """Return a rig whose topics hold events, and these events."""
    rig = make_rig()
    rig.feed([article(i) for i in range(COUNT)])
    consumer = rig.consumer(EVENTS)
    worker = rig.worker()
    consumer.until(lambda: len(consumer.messages) == 3 * COUNT, "the events")
    assert worker.stop() == 0
    return rig, consumer.messages


def test_kcat(finished_run: tuple[Rig, list[Message]]) -> None:
    """The command-line client of librdkafka."""
    if shutil.which("kcat") is None:
        pytest.skip("kcat is not on the PATH (Debian and Homebrew: kcat)")
    rig, events = finished_run
    if rig.cluster.name == "embedded":
        pytest.skip("librdkafka before 2.1 cannot read the embedded broker's list of API versions")
    command = ["kcat", "-C", "-b", rig.cluster.address, "-t", rig.topic(EVENTS)]
    command += ["-o", "beginning", "-c", str(len(events)), "-J", "-q"]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, check=True)
    seen = [msgspec.json.decode(line, type=Seen) for line in done.stdout.splitlines()]
    assert sorted((s.key.encode(), s.payload.encode(), s.headers) for s in seen) == sorted(
        (m.key, m.value, [part for name, value in m.headers for part in (name, value.decode())]) for m in events
    )


def test_console_consumer(finished_run: tuple[Rig, list[Message]]) -> None:
    """The command-line client of Apache Kafka."""
    if reason := unavailable():
        pytest.skip(f"Apache Kafka cannot be started: {reason}")
    rig, events = finished_run
    printed = run_tool(
        "org.apache.kafka.tools.consumer.ConsoleConsumer",
        *("--bootstrap-server", rig.cluster.address, "--topic", rig.topic(EVENTS), "--from-beginning"),
        *("--max-messages", str(len(events)), "--timeout-ms", "120000"),
        *("--property", "print.key=true", "--property", "print.headers=true"),
    )
    assert sorted(printed.splitlines()) == sorted(_printed(message) for message in events)


def _printed(message: Message) -> str:
    assert message.key is not None
    assert message.value is not None
    headers = ",".join(f"{name}:{value.decode()}" for name, value in message.headers)
    return f"{headers}\t{message.key.decode()}\t{message.value.decode()}"
