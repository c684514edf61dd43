"""Apache Kafka to be broken: one broker or three, each also behind a proxy, stopped, frozen, emptied, refilled."""

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
"""Where the group coordinator keeps what groups have committed."""


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
        """For the tests."""
        return f"127.0.0.1:{self.port}"

    @property
    def proxied(self) -> str:
        """For the workers."""
        return f"127.0.0.1:{self.proxy.port}"

    def format(self, voters: str, nodes: int) -> None:
        """Write its settings and make its folder ready."""
        settings = self._folder / "server.properties"
        settings.write_text(self._properties(voters, nodes), encoding="utf-8")
        run_tool("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(settings))

    def start(self) -> None:
        """Start it new or as it was left; returns at once."""
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                java("kafka.Kafka", str(self._folder / "server.properties")),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def until_listening(self) -> None:
        """Wait until it takes connections.

        Raises:
            RuntimeError: it does not.
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
        """Until it has ended."""
        assert self._process is not None
        self._process.wait(START_SECONDS)

    def kill(self) -> None:
        """End it without warning."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def limit_files(self, size: int) -> None:
        """From now on it can write no file beyond this size, as if the disk were full there."""
        assert self._process is not None
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def forget_groups(self) -> None:
        """Lose what the coordinator knew; only while it is down."""
        for folder in (self._folder / "log").glob(f"{OFFSETS}-*"):
            shutil.rmtree(folder)

    def close(self) -> None:
        """End it and its proxy."""
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
            # Of the machine's clock, so that the times of outcomes are true where a worker's clock is not.
            "log.message.timestamp.type": "LogAppendTime",
        }
        if nodes == 1:
            # Controllers that vote before they know any rule would refuse each other.
            lines |= {
                "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found": "true",
            }
        return "\n".join(f"{name}={value}" for name, value in lines.items()) + "\n"


def start_brokers(count: int, folder: Path) -> list[Broker]:
    """A cluster of so many, running."""
    brokers = [Broker(number, folder / f"broker-{number}") for number in range(1, count + 1)]
    voters = ",".join(f"{b.number}@127.0.0.1:{b.controller_port}" for b in brokers)
    for broker in brokers:
        broker.format(voters, count)
        broker.start()
    for broker in brokers:
        broker.until_listening()
    return brokers
