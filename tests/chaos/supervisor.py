"""The workers of a run. Each is restarted when it ends, as a cluster supervisor does."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.broker.worker_process import WorkerProcess

AGAIN_SECONDS, LOOK_SECONDS = 1.0, 0.25
UNHEALTHY_CHECKS = 12
"""Consecutive failed checks of `/livez` after which a worker is restarted."""


@dataclass(slots=True, eq=False)
class Member:
    """A slot for one worker process."""

    name: str
    own: dict[str, str] = field(default_factory=dict)
    """Settings of this member only."""
    worker: WorkerProcess | None = None
    held: bool = False
    """Whether a fault controls the member, so that the supervisor ignores it."""
    unhealthy: int = 0
    due: float = 0.0


class Supervisor:
    """Supervised workers. A fault takes a member with `hold` and returns it with `release`."""

    def __init__(self, settings: Mapping[str, str], folder: Path, size: int) -> None:
        self._settings, self._folder = settings, folder
        self._lock = threading.RLock()
        self._stopping = threading.Event()
        self._joined = 0
        self.members: list[Member] = []
        self.exits: list[str] = []
        """Workers that ended or became unhealthy unexpectedly, each with the reason."""
        for _ in range(size):
            self.join()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)
        self._thread.start()

    def join(self, own: Mapping[str, str] | None = None) -> Member:
        """Add a worker."""
        with self._lock:
            self._joined += 1
            member = Member(f"worker-{self._joined}", dict(own or {}))
            self._start(member)
            self.members.append(member)
            return member

    def leave(self, member: Member) -> int:
        """Remove a worker: stop it and return its exit code."""
        with self._lock:
            self.members.remove(member)
            worker = member.worker
        return worker.stop() if worker else 0

    def pick(self, draw: float) -> Member:
        """Return the running member that `draw` selects."""
        with self._lock:
            running = [m for m in self.members if m.worker and m.worker.process.poll() is None] or self.members
            return running[int(draw * len(running))]

    def replace(self, member: Member, own: Mapping[str, str]) -> None:
        """Stop a member's worker, and start one with other settings."""
        member.held = True
        code = member.worker.stop() if member.worker else 0
        if code:
            self.exits.append(f"{member.name} ended with {code} when it was told to stop")
        self.restart(member, own)

    def until_ready(self, member: Member) -> None:
        """Wait until a member is ready."""
        if member.worker:
            member.worker.until_ready()

    def restart(self, member: Member, own: Mapping[str, str]) -> None:
        """Start a member that has ended, with other settings."""
        with self._lock:
            member.own = dict(own)
            self._start(member)
            member.held = False

    def unready(self) -> list[str]:
        """Return which members are not ready, and why."""
        with self._lock:
            asked = [(m.name, m.worker) for m in self.members]
        found = [(name, worker.reasons("/readyz") if worker else ["it has ended"]) for name, worker in asked]
        return [f"{name}: {', '.join(reasons)}" for name, reasons in found if reasons]

    def stop(self) -> list[int]:
        """Stop all workers and return their exit codes."""
        self._stopping.set()
        self._thread.join()
        return [self.leave(member) for member in list(self.members)]

    def kill(self) -> None:
        """Kill all workers."""
        self._stopping.set()
        self._thread.join()
        for member in self.members:
            if member.worker:
                member.worker.kill()

    def _start(self, member: Member) -> None:
        settings = {**self._settings, **member.own}
        member.worker = WorkerProcess(settings, self._folder / f"{member.name}.log")
        member.unhealthy = 0

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            with self._lock:
                for member in self.members:
                    if not member.held:
                        self._look(member)

    def _look(self, member: Member) -> None:
        worker = member.worker
        if worker is None:
            if time.monotonic() >= member.due:
                self._start(member)
        elif (code := worker.process.poll()) is not None:
            self._ended(member, f"{member.name} ended with {code}")
        elif worker.get("/livez")[0] == 503:
            member.unhealthy += 1
            if member.unhealthy == UNHEALTHY_CHECKS:
                reasons = ", ".join(worker.reasons("/livez"))
                worker.kill()
                self._ended(member, f"{member.name} was not alive: {reasons}")
        else:
            member.unhealthy = 0

    def _ended(self, member: Member, why: str) -> None:
        self.exits.append(why)
        member.worker, member.due = None, time.monotonic() + AGAIN_SECONDS
