"""Liveness and readiness of the HTTP API."""

from __future__ import annotations

import time
from collections.abc import Callable

from streams.ops.health import TICK_SECONDS

AGAIN_SECONDS = 10.0
"""Seconds for which the HTTP API is not ready after the broker failed to confirm articles."""


class HttpHealth:
    """The health of one HTTP API server; written by the event loop, read by the metrics server's thread too."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ticked = clock()
        self._failed_at: float | None = None
        self.stopping = False

    def tick(self) -> None:
        """Record that the event loop runs."""
        self._ticked = self._clock()

    def confirmed(self) -> bool:
        """Record a confirmation by the broker; return whether the last one was missing."""
        news, self._failed_at = self._failed_at is not None, None
        return news

    def unconfirmed(self) -> bool:
        """Record that the broker did not confirm in time; return whether the last attempt had succeeded."""
        news, self._failed_at = self._failed_at is None, self._clock()
        return news

    def liveness_failures(self) -> list[str]:
        """Return why this server should be restarted; empty while it is alive. A broker outage is not a reason."""
        silent = self._clock() - self._ticked
        return [f"the event loop has not run for {silent:.0f} s"] if silent > TICK_SECONDS else []

    def readiness_failures(self) -> list[str]:
        """Return why this server cannot accept articles now; empty while it can."""
        failed = self._failed_at is not None and self._clock() - self._failed_at < AGAIN_SECONDS
        states = {"it is stopping": self.stopping, "the broker does not confirm": failed}
        return [reason for reason, holds in states.items() if holds]
