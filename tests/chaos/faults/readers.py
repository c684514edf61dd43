"""Reader processes killed from outside, and articles that kill or hang them."""

from __future__ import annotations

import contextlib
import os
import signal

from streams.contract.errors import Reason
from tests.chaos.articles import HANGS_ITS_READER, KILLS_ITS_READER
from tests.chaos.faults.fault import Fault


class ReadersKilled(Fault):
    """SIGKILL of every reader process of a worker."""

    def inject(self) -> None:
        """Kill them."""
        worker = self.testbed.supervisor.pick(self.draw).worker
        for pid in worker.readers() if worker else []:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


class PoisonKills(Fault):
    """An article over which the reader process dies, each time."""

    def inject(self) -> None:
        """Feed it."""
        self.testbed.feeder.plant(KILLS_ITS_READER, Reason.READER_CRASHED)


class PoisonHangs(Fault):
    """An article over which the reader process hangs, each time."""

    def inject(self) -> None:
        """Feed it."""
        self.testbed.feeder.plant(HANGS_ITS_READER, Reason.READER_TIMED_OUT)
