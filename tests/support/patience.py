"""How long tests wait for what has to come."""

from __future__ import annotations

PATIENCE_SECONDS = 150.0
"""Far longer than anything takes on a machine with a core to spare: a busy machine is slow, and not wrong."""
ANSWER_SECONDS = 15.0
"""Longest wait for one answer of a process that is asked again where none comes."""
