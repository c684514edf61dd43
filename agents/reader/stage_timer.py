"""Time per stage of a reader, and the number of tokens read. Without a clock, every time is zero."""

from __future__ import annotations

from collections.abc import Callable


class StageTimer:
    """Seconds per stage and number of tokens read since the last `take`. `clock` returns seconds."""

    def __init__(self, clock: Callable[[], float] = lambda: 0.0) -> None:
        self._clock = clock
        self._last = clock()
        self.seconds: dict[str, float] = {}
        self.tokens = 0

    def begin(self) -> None:
        """Start the first stage; time until now is not counted."""
        self._last = self._clock()

    def lap(self, stage: str) -> None:
        """Add the time since the last lap to this stage."""
        now = self._clock()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now

    def take(self) -> tuple[dict[str, float], int]:
        """Return the seconds by stage and the tokens so far, and reset both."""
        taken = self.seconds, self.tokens
        self.seconds, self.tokens = {}, 0
        return taken
