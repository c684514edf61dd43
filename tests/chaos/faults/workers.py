"""Worker faults: killed, stopped, frozen, and many members joining and leaving."""

from __future__ import annotations

import random
import signal
import time

from tests.broker.clusters import SESSION_SECONDS
from tests.broker.worker_process import WorkerProcess
from tests.chaos.faults.fault import Fault
from tests.chaos.supervisor import Member


class WorkerKilled(Fault):
    """SIGKILL; another process replaces it at once."""

    def inject(self) -> None:
        """Kill the worker."""
        supervisor = self.testbed.supervisor
        member = supervisor.pick(self.draw)
        member.held = True
        _process(member).kill()
        supervisor.restart(member, member.own)


class WorkerStopped(Fault):
    """SIGTERM: the worker finishes what is in flight and exits 0; another process replaces it."""

    def inject(self) -> None:
        """Stop the worker."""
        member = self.testbed.supervisor.pick(self.draw)
        self.testbed.supervisor.replace(member, member.own)


class WorkerFrozen(Fault):
    """SIGSTOP until its session has expired and its partitions are reassigned, then SIGCONT."""

    lasts = (SESSION_SECONDS + 2, SESSION_SECONDS + 6)
    disturbs = 2

    def inject(self) -> None:
        """Suspend the worker."""
        self._member = self.testbed.supervisor.pick(self.draw)
        self._member.held = True
        _process(self._member).process.send_signal(signal.SIGSTOP)

    def heal(self) -> None:
        """Resume the worker."""
        _process(self._member).process.send_signal(signal.SIGCONT)
        self._member.held = False


class Storm(Fault):
    """Workers join, leave and are killed in quick succession, before the group is stable."""

    disturbs = 6
    CHANGES, PAUSE_SECONDS = 6, (0.5, 3.0)

    def inject(self) -> None:
        """Start, stop and kill workers."""
        supervisor, dice = self.testbed.supervisor, random.Random(self.draw)
        guests: list[Member] = []
        for _ in range(self.CHANGES):
            if guests and dice.random() < 0.5:
                guest = guests.pop(dice.randrange(len(guests)))
                if dice.random() < 0.5:
                    guest.held = True
                    _process(guest).kill()
                supervisor.leave(guest)
            else:
                guests.append(supervisor.join())
            time.sleep(dice.uniform(*self.PAUSE_SECONDS))
        for guest in guests:
            supervisor.leave(guest)


def _process(member: Member) -> WorkerProcess:
    assert member.worker is not None
    return member.worker
