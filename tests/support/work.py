"""The work of a call, counted in executed lines: a limit in seconds would depend on the machine and its load."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def executed_lines(call: Callable[[], object]) -> int:
    """Return the number of lines of Python that a call executes in this thread, repeats included.

    It is the same in each run. Work within one call of compiled code counts as one line: an expression that backtracks
    is stopped by the timeout of the test alone.
    """
    lines = 0

    def trace(frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return lines
