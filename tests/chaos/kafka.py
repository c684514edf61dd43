"""Apache Kafka for fault injection: one broker or three, each also reachable through a proxy."""

from __future__ import annotations

import resource
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from tests.broker.kafka.server import START_SECONDS, java, run_tool
from tests.chaos.proxy import Proxy
from tests.support.ports import free_port

CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw"
OFFSETS = "__consumer_offsets"
"""The topic with the committed offsets of groups."""


class Broker:
    """One node, broker and controller, with a listener for the tests and one behind a proxy for the workers."""

    def __init__(self, number: int, folder: Path) -> None:
        self.number, self._folder = number, folder
        folder.mkdir()
        self.port, self.controller_port, self._proxied_port, proxy_port = (free_port() for _ in range(4))
        self.proxy = Proxy(proxy_port, self._proxied_port)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """The address that the tests use."""
        return f"127.0.0.1:{self.port}"

    @property
    def proxied(self) -> str:
        """The address that the workers use."""
        return f"127.0.0.1:{self.proxy.port}"

    def format(self, voters: str, nodes: int) -> None:
        """Write the settings and format the log folder."""
        settings = self._folder / "server.properties"
        settings.write_text(self._properties(voters, nodes), encoding="utf-8")
        run_tool("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(settings))

    def start(self) -> None:
        """Start the broker with the files that it has. Do not wait for it."""
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                java("kafka.Kafka", str(self._folder / "server.properties")),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def until_listening(self) -> None:
        """Wait until it accepts connections.

        Raises:
            RuntimeError: it does not in time.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self._proxied_port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"Kafka did not start: {(self._folder / 'server.log').read_text()[-2000:]}")

    def send(self, number: signal.Signals) -> None:
        """Send its process a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    def wait(self) -> None:
        """Wait until it has ended."""
        assert self._process is not None
        self._process.wait(START_SECONDS)

    def kill(self) -> None:
        """Kill the process."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def limit_files(self, size: int) -> None:
        """Limit the size of the files that it can write, as a full disk does."""
        assert self._process is not None
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def forget_groups(self) -> None:
        """Delete the coordinator's data. The broker must not be running."""
        for folder in (self._folder / "log").glob(f"{OFFSETS}-*"):
            shutil.rmtree(folder)

    def close(self) -> None:
        """End the broker and its proxy."""
        self.kill()
        self.proxy.close()

    def _properties(self, voters: str, nodes: int) -> str:
        here = "127.0.0.1"
        lines: dict[str, object] = {
            "process.roles": "broker,controller",
            "node.id": self.number,
            "controller.quorum.voters": voters,
            "controller.listener.names": "CONTROLLER",
            "listeners": f"DIRECT://{here}:{self.port},PROXIED://{here}:{self._proxied_port},"
            f"CONTROLLER://{here}:{self.controller_port}",
            "advertised.listeners": f"DIRECT://{here}:{self.port},PROXIED://{here}:{self.proxy.port}",
            "listener.security.protocol.map": "DIRECT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name": "DIRECT",
            "log.dirs": self._folder / "log",
            "auto.create.topics.enable": "false",
            "default.replication.factor": nodes,
            "min.insync.replicas": nodes // 2 + 1,
            "offsets.topic.replication.factor": nodes,
            "offsets.topic.num.partitions": 4,
            "transaction.state.log.replication.factor": nodes,
            "transaction.state.log.min.isr": nodes // 2 + 1,
            "group.initial.rebalance.delay.ms": 0,
            "controller.quorum.election.timeout.ms": 500,
            "controller.quorum.fetch.timeout.ms": 1000,
            "broker.session.timeout.ms": 6000,
            "replica.lag.time.max.ms": 6000,
            "log.cleaner.enable": "false",
            # By the broker's clock, so that times of outcomes are right even if a worker's clock is wrong.
            "log.message.timestamp.type": "LogAppendTime",
        }
        if nodes == 1:
            # Controllers that vote before they have loaded the access rules refuse each other.
            lines |= {
                "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found": "true",
            }
        return "\n".join(f"{name}={value}" for name, value in lines.items()) + "\n"


def start_brokers(count: int, folder: Path) -> list[Broker]:
    """Start a cluster of so many brokers and return them."""
    brokers = [Broker(number, folder / f"broker-{number}") for number in range(1, count + 1)]
    voters = ",".join(f"{b.number}@127.0.0.1:{b.controller_port}" for b in brokers)
    for broker in brokers:
        broker.format(voters, count)
        broker.start()
    for broker in brokers:
        broker.until_listening()
    return brokers
