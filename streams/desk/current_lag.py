"""The last known lag of the workers. A slow broker delays neither a page nor the stop of the desk."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress

KEPT_SECONDS = 5.0
"""The broker is asked at most this often."""
WAIT_SECONDS = 1.0
"""Longest wait for an answer; a later answer is kept for later requests."""


class CurrentLag:
    """Reads the lag in a thread, one request at a time; for use in one event loop."""

    def __init__(
        self,
        ask: Callable[[], int | None],
        wait_seconds: float = WAIT_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask, self._wait_seconds, self._clock = ask, wait_seconds, clock
        self._answered: tuple[float, int | None] | None = None
        self._asking: asyncio.Future[int | None] | None = None

    async def get(self) -> int | None:
        """Return the number of messages not read yet; None if the broker does not answer in time."""
        if self._answered is not None and self._clock() - self._answered[0] <= KEPT_SECONDS:
            return self._answered[1]
        if self._asking is None:
            self._asking = self._start()
        asking = self._asking
        done, _ = await asyncio.wait([asking], timeout=self._wait_seconds)
        return asking.result() if done else None

    def _start(self) -> asyncio.Future[int | None]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[int | None] = loop.create_future()

        def run() -> None:
            answer = self._ask()
            # The loop is closed if the desk ended before the broker answered.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._finish, future, answer)

        # A daemon thread: a thread of a pool would delay the end of the process until the broker's time-out.
        threading.Thread(target=run, name="desk-lag", daemon=True).start()
        return future

    def _finish(self, future: asyncio.Future[int | None], answer: int | None) -> None:
        self._answered, self._asking = (self._clock(), answer), None
        if not future.cancelled():
            future.set_result(answer)
