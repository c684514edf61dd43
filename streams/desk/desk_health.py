"""Whether a desk should be restarted, and whether it shows what is current."""

from __future__ import annotations

import time
from collections.abc import Callable

from streams.ops.health import TICK_SECONDS


class DeskHealth:
    """Written by the thread that reads the topics, read by the servers."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._ticked = clock, clock()
        self.broker_reachable = False

    def tick(self) -> None:
        """The topics are being read, or tried to be."""
        self._ticked = self._clock()

    def liveness_failures(self) -> list[str]:
        """Why this desk should be restarted; empty while it is alive. A broken broker is not its death."""
        silent = self._clock() - self._ticked
        return [f"the topics have not been read for {silent:.0f} s"] if silent > TICK_SECONDS else []

    def readiness_failures(self) -> list[str]:
        """Why it does not show what is current; empty while it does."""
        return [] if self.broker_reachable else ["the broker does not answer"]
