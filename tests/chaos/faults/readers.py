"""Reader processes killed from outside, and articles that kill or hang their reader process."""

from __future__ import annotations

import contextlib
import os
import signal

from streams.contract.errors import Reason
from tests.chaos.articles import HANGS_ITS_READER, KILLS_ITS_READER
from tests.chaos.faults.fault import Fault


class ReadersKilled(Fault):
    """SIGKILL of every reader process of one worker."""

    def inject(self) -> None:
        """Kill the reader processes."""
        worker = self.testbed.supervisor.pick(self.draw).worker
        for pid in worker.readers() if worker else []:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


class PoisonKills(Fault):
    """An article that kills its reader process every time."""

    def inject(self) -> None:
        """Feed the article."""
        self.testbed.feeder.plant(KILLS_ITS_READER, Reason.READER_CRASHED)


class PoisonHangs(Fault):
    """An article that hangs its reader process every time."""

    def inject(self) -> None:
        """Feed the article."""
        self.testbed.feeder.plant(HANGS_ITS_READER, Reason.READER_TIMED_OUT)
