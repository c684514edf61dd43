"""Whether the HTTP API is alive, and whether it can accept articles."""

from __future__ import annotations

import time
from collections.abc import Callable

from streams.ops.health import TICK_SECONDS

AGAIN_SECONDS = 10.0
"""Seconds for which the HTTP API is not ready after the broker last failed to confirm; then it is tried again."""


class HttpHealth:
    """The health of one HTTP API server; written by the event loop, read by the metrics server's thread too."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ticked = clock()
        self._failed_at: float | None = None
        self.stopping = False

    def tick(self) -> None:
        """Note that the event loop runs."""
        self._ticked = self._clock()

    def confirmed(self) -> bool:
        """Note that the broker has confirmed. Return whether it had not, the last time."""
        news, self._failed_at = self._failed_at is not None, None
        return news

    def unconfirmed(self) -> bool:
        """Note that the broker has not confirmed in time. Return whether it had, the last time."""
        news, self._failed_at = self._failed_at is None, self._clock()
        return news

    def liveness_failures(self) -> list[str]:
        """Return why this server should be restarted; empty while it is alive. A broker that fails is no reason."""
        silent = self._clock() - self._ticked
        return [f"the event loop has not run for {silent:.0f} s"] if silent > TICK_SECONDS else []

    def readiness_failures(self) -> list[str]:
        """Return why no articles should be sent here now; empty while they may be."""
        failed = self._failed_at is not None and self._clock() - self._failed_at < AGAIN_SECONDS
        states = {"it is stopping": self.stopping, "the broker does not confirm": failed}
        return [reason for reason, holds in states.items() if holds]
