"""Wait for work that progresses. The speed of the machine makes no difference: only a standstill ends the wait."""

from __future__ import annotations

import time
from collections.abc import Callable

LOOK_SECONDS = 0.2


def until(
    behind: Callable[[], str],
    to_do: Callable[[], tuple[int, ...]],
    seconds: float,
    clock: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> str:
    """Wait until `behind` is empty, and return it: it is what is missing if nothing progressed for so many seconds.

    Progress is a new minimum of `to_do`: of its first number, or of a later one while those before are the same.
    """
    least, since = to_do(), clock()
    while why := behind():
        left = to_do()
        if left < least:
            least, since = left, clock()
        elif clock() - since > seconds:
            return f"{why} (no progress for {seconds:.0f} s)"
        pause(LOOK_SECONDS)
    return ""
