"""Timeouts that tests share."""

from __future__ import annotations

PATIENCE_SECONDS = 150.0
"""Longest wait for a condition. It is far longer than needed: a loaded machine makes a test slow, and not red."""
ANSWER_SECONDS = 15.0
"""Longest wait for one response of a process. The tests ask again after a timeout."""
TOOL_SECONDS = 500.0
"""Maximum time for a program that may work for minutes, such as Schemathesis; less than pytest's own timeout."""
