"""What a reader spends its time on and how much it reads. The clock is passed in; without one no time is told."""

from __future__ import annotations

from collections.abc import Callable


class StageTimer:
    """Seconds by stage, and tokens read, since the last `take`."""

    def __init__(self, clock: Callable[[], float] = lambda: 0.0) -> None:
        self._clock = clock
        self._last = clock()
        self.seconds: dict[str, float] = {}
        self.tokens = 0

    def begin(self) -> None:
        """Start to measure: time until now belongs to no stage."""
        self._last = self._clock()

    def lap(self, stage: str) -> None:
        """The time since the last lap was spent on this stage."""
        now = self._clock()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now

    def take(self) -> tuple[dict[str, float], int]:
        """Seconds by stage and tokens so far; starts again from nothing."""
        taken = self.seconds, self.tokens
        self.seconds, self.tokens = {}, 0
        return taken
