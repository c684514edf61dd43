"""Waiting for a state, and the timeouts that tests share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

PATIENCE_SECONDS = 150.0
"""Longest wait for a condition. It is far longer than needed: a loaded machine makes a test slow, and not red."""
ANSWER_SECONDS = 15.0
"""Longest wait for one response of a process. The tests ask again after a timeout."""
TOOL_SECONDS = 500.0
"""Maximum time for a program that may work for minutes, such as Schemathesis; less than pytest's own timeout."""
POLL_SECONDS = 0.05
"""Pause between two checks of a condition."""


def until(done: Callable[[], object], what: str | Callable[[], str], within: float = PATIENCE_SECONDS) -> None:
    """Wait until a condition holds; it is checked again and again, because no event reports it.

    Raises:
        AssertionError: it does not hold after `within` seconds; `what` names it, or returns its description.
    """
    deadline = time.monotonic() + within
    while not done():
        _check(deadline, what, within)
        time.sleep(POLL_SECONDS)


async def until_async(done: Callable[[], object], what: str, within: float = PATIENCE_SECONDS) -> None:
    """Wait until a condition holds, while other tasks of this loop run.

    Raises:
        AssertionError: it does not hold after `within` seconds.
    """
    deadline = time.monotonic() + within
    while not done():
        _check(deadline, what, within)
        await asyncio.sleep(POLL_SECONDS)


def _check(deadline: float, what: str | Callable[[], str], within: float) -> None:
    if time.monotonic() > deadline:
        raise AssertionError(f"waited {within:.0f} s for {what if isinstance(what, str) else what()}")
