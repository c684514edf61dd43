"""Ports of servers that tests start: no two tests get one, and no connection of a client takes one meanwhile."""

from __future__ import annotations

import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path
from typing import IO

PORTS = range(10_000, 32_000)
"""Below those that systems give to outgoing connections and to servers that ask for any (32,768 on, on Linux)."""
LOCKS = Path(tempfile.gettempdir()) / f"dateline-test-ports-{os.getuid()}"
"""A folder of the user's own: nobody may lock a file of another user."""
_kept: dict[int, IO[str]] = {}
"""Locks of the ports that this process gave away; the system lets them go when it ends."""


def free_port() -> int:
    """A TCP port on localhost where nobody listens, given to nobody else before this process ends.

    A port that the system gave and that was let go may be given to somebody else before the server that it is named
    to has begun to listen, which on a busy machine takes seconds.
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


def _locked(port: int) -> IO[str] | None:
    """The file that locks a port, or None where another process has it."""
    lock = (LOCKS / str(port)).open("w", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock
