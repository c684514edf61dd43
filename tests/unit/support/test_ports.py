"""Ports for tests: each goes to one process only, and none is ephemeral."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ports

ASK = "from tests.support import ports; ports.PORTS = range({0}, {0} + 1); ports.free_port()"


def test_each_port_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A port is not reused after its server ends, because a client of that server may still connect to it."""
    first = ports.free_port()
    monkeypatch.setattr(ports, "PORTS", range(first, first + 1))
    with pytest.raises(AssertionError, match="no port is free"):
        ports.free_port()


def test_no_port_is_ephemeral() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert server.getsockname()[1] not in ports.PORTS


def test_a_port_locked_by_another_process_is_skipped() -> None:
    """It is skipped while that process lives, even if nothing listens on it."""
    ask = [sys.executable, "-c", ASK.format(ports.free_port())]
    done = subprocess.run(ask, capture_output=True, text=True, cwd=Path(__file__).parents[3], check=False)
    assert "no port is free" in done.stderr


def test_a_port_in_use_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setattr(ports, "PORTS", range(port, port + 1))
        with pytest.raises(AssertionError, match="no port is free"):
            ports.free_port()
