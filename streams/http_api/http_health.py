"""Whether the HTTP API is alive, and whether it can take articles."""

from __future__ import annotations

import time
from collections.abc import Callable

from streams.ops.health import TICK_SECONDS

AGAIN_SECONDS = 10.0
"""So many seconds after the broker last failed to confirm, the HTTP API is not ready; then it is tried again."""


class HttpHealth:
    """What is known of a door's health; written by the event loop, read by the server's thread too."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ticked = clock()
        self._failed_at: float | None = None
        self.stopping = False

    def tick(self) -> None:
        """The event loop runs."""
        self._ticked = self._clock()

    def confirmed(self) -> bool:
        """The broker has confirmed; whether that is news."""
        news, self._failed_at = self._failed_at is not None, None
        return news

    def unconfirmed(self) -> bool:
        """The broker has not confirmed in time; whether that is news."""
        news, self._failed_at = self._failed_at is None, self._clock()
        return news

    def liveness_failures(self) -> list[str]:
        """Why this door should be restarted; empty while it is alive. A broken broker is not its death."""
        silent = self._clock() - self._ticked
        return [f"the event loop has not run for {silent:.0f} s"] if silent > TICK_SECONDS else []

    def readiness_failures(self) -> list[str]:
        """Why articles should not come here now; empty while they may."""
        failed = self._failed_at is not None and self._clock() - self._failed_at < AGAIN_SECONDS
        states = {"it is stopping": self.stopping, "the broker does not confirm": failed}
        return [reason for reason, holds in states.items() if holds]
