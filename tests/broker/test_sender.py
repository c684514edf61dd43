"""Publishing from the command line while the broker fails."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import pytest

from streams.contract.errors import Reason, Unreadable
from streams.contract.topics import RAW, catalogue
from streams.kafka.admin import create_topics
from streams.kafka.embedded_broker import EmbeddedBroker
from streams.kafka.sync_producer import SyncProducer
from streams.ops.settings import load
from tests.support.patience import PATIENCE_SECONDS
from tests.support.ports import free_port

pytestmark = pytest.mark.broker


OUTAGE = """
from streams.kafka.embedded_broker import EmbeddedBroker
from streams.kafka.admin import create_topics
from streams.contract.errors import Transient
from streams.kafka.sync_producer import SyncProducer as Sender
from streams.ops.settings import load
from streams.contract.topics import RAW, catalogue

with EmbeddedBroker() as broker:
    settings = load(broker=broker.address, partitions=2, publish_timeout_seconds=10.0)
    create_topics(settings, catalogue([]))
    try:
        with Sender(settings, RAW) as sender:
            for number in range(100):
                if number == 50:
                    sender.finish()
                    broker.stop()
                sender.send(b"%d" % number, b"v")
            sender.finish()
    except Transient as error:
        print(sender.confirmed, sorted(sender.partitions), "DATELINE_BROKER" in str(error))
"""


def test_confirmed_messages_are_known_and_the_rest_times_out() -> None:
    # In its own process: kafka-python leaves the sockets of refused connections to the garbage collector.
    ran = subprocess.run([sys.executable, "-c", OUTAGE], capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    assert (ran.stdout, ran.stderr) == ("50 [0, 1] True\n", "")


def test_unsendable_messages_are_refused_and_the_rest_is_sent() -> None:
    with EmbeddedBroker(free_port()) as broker:
        settings = load(broker=broker.address, partitions=1, max_message_bytes=1024)
        create_topics(settings, catalogue([]))
        with SyncProducer(settings, RAW) as sender:
            for key, value, reason in (
                (b"k", b"x" * 2000, Reason.MESSAGE_TOO_LARGE),
                (None, None, Reason.EMPTY_MESSAGE),
            ):
                with pytest.raises(Unreadable) as refused:
                    sender.send(key, value)
                assert refused.value.reason is reason
            sender.send(None, b"v")
            sender.send(b"k", None)
            sender.finish()
        assert sender.confirmed == 2


def test_the_broker_command_stops_its_child() -> None:
    port = free_port()
    program = [
        sys.executable,
        "-c",
        "import agents.cli.main; agents.cli.main.main()",
        "broker",
        "--port",
        str(port),
    ]
    with subprocess.Popen(program, stderr=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as process:
        assert process.stderr is not None
        assert f"127.0.0.1:{port}" in process.stderr.readline().decode()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE_SECONDS) == 0
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
