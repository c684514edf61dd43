"""Ports for servers that tests start. No port is given twice, and no outgoing connection uses one of them."""

from __future__ import annotations

import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path

PORTS = range(10_000, 32_000)
"""Below the ephemeral ports, which start at 32,768 on Linux."""
LOCKS = Path(tempfile.gettempdir()) / f"dateline-test-ports-{os.getuid()}"
"""One folder per user: a user cannot lock files of another user."""
_kept: dict[int, int] = {}
"""Descriptors of the lock files of the ports that this process was given; the system releases them when it ends."""


def free_port() -> int:
    """Return a free TCP port on localhost, which no other call receives until this process ends.

    The system may give a released ephemeral port to another process before the server that is to use it listens.
    On a loaded machine that takes seconds.
    """
    LOCKS.mkdir(exist_ok=True)
    for port in random.sample(PORTS, len(PORTS)):
        if port not in _kept and _is_free(port) and (lock := _locked(port)) is not None:
            _kept[port] = lock
            return port
    raise AssertionError("no port is free")


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def _locked(port: int) -> int | None:
    """Lock a port and return the descriptor of the lock file, or None if another process holds the lock."""
    lock = os.open(LOCKS / str(port), os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock
