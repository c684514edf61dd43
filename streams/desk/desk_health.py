"""Liveness and readiness of a desk."""

from __future__ import annotations

import time
from collections.abc import Callable

from streams.ops.health import TICK_SECONDS


class DeskHealth:
    """The health of a desk; the thread that reads the topics writes it, the servers read it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._ticked = clock, clock()
        self.broker_reachable = False

    def tick(self) -> None:
        """Record that the topics are being read, or that reading is retried."""
        self._ticked = self._clock()

    def liveness_failures(self) -> list[str]:
        """Return why this desk should be restarted; empty while it is alive. A broker failure is not a reason."""
        silent = self._clock() - self._ticked
        return [f"the topics have not been read for {silent:.0f} s"] if silent > TICK_SECONDS else []

    def readiness_failures(self) -> list[str]:
        """Return why the desk does not show current data; empty while it does."""
        return [] if self.broker_reachable else ["the broker does not answer"]
