"""The limit on the share of dead letters: above it a worker stops."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from streams.contract.errors import DatelineError


class DeadRatioLimit:
    """Stops a worker when the share of dead letters among the last `window` messages passes `ratio`.

    Counting begins to matter when a fifth of the window is in. A restarted worker starts counting anew.
    """

    def __init__(self, ratio: float, window: int) -> None:
        self._ratio, self._least = ratio, window // 5
        self._recent: deque[bool] = deque(maxlen=window)

    def check(self, dead: Sequence[bool]) -> None:
        """Count a batch, one flag a message.

        Raises:
            DeadRatioExceeded: before the batch is published, so that it stays unacknowledged.
        """
        self._recent.extend(dead)
        bad, seen = sum(self._recent), len(self._recent)
        if seen >= self._least and bad > self._ratio * seen:
            raise DeadRatioExceeded(
                f"{bad} of the last {seen} articles are dead letters, more than DATELINE_DEAD_RATIO"
                f" {self._ratio:g}: stopped before more; the reasons are in the dead letters' headers"
            )


class DeadRatioExceeded(DatelineError):
    """More dead letters than a good deploy makes: stop rather than drain the topic into them."""
