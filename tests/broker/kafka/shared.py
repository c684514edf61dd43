"""One Apache Kafka for all processes of a test run: the first user starts it, the last one stops it."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from tests.broker.kafka.server import KafkaServer, Listeners

_started: list[KafkaServer] = []
"""Kafka servers that this process started. Other processes may use them longer."""


class Running(msgspec.Struct, frozen=True):
    """What its users need to know about a running Kafka."""

    pid: int
    listeners: Listeners


@contextmanager
def shared_kafka(folder: Path) -> Iterator[Listeners]:
    """Yield the Kafka of a folder. Others use it too: use unique topic names, and do not kill or suspend it.

    Each user holds a shared lock of a file, which the system releases also if a process dies.
    """
    folder.mkdir(exist_ok=True)
    with (folder / "users").open("w") as users:
        with _alone(folder):
            running = _start(folder) if _is_last(users) else _read(folder)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield running.listeners
        finally:
            with _alone(folder):
                if _is_last(users):
                    os.kill(running.pid, signal.SIGKILL)
            for server in _started:
                server.release()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold an exclusive lock while entered: no other process starts or stops the Kafka of the folder."""
    with (folder / "gate").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _start(folder: Path) -> Running:
    own = folder / f"{os.getpid()}-{len(_started)}"
    own.mkdir()
    server = KafkaServer(own)
    server.start()
    _started.append(server)
    running = Running(server.pid, server.listeners)
    (folder / "running.json").write_bytes(msgspec.json.encode(running))
    return running


def _read(folder: Path) -> Running:
    return msgspec.json.decode((folder / "running.json").read_bytes(), type=Running)
