"""How sure an event is: the pattern's own score, weighed by what the rest of the reading found."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

_DATA = tomllib.loads((Path(__file__).parent / "confidence.toml").read_text("utf-8"))
WEIGHTS: dict[str, float] = _DATA["weights"]
THRESHOLDS: dict[str, float] = _DATA["thresholds"]
"""Confidence, by status, below which a trigger is not coded."""
EDGE = 0.02
"""Closest to 0 and 1 that a pattern's score is taken."""


def confidence(score: float, *, facts: dict[str, bool]) -> float:
    """The probability that an event is right, from its pattern's score (0…1) and facts about it by name.

    Log-odds add up: the scaled score, and a weight of `confidence.toml` for each fact that holds.
    """
    p = min(max(score, EDGE), 1 - EDGE)
    odds = WEIGHTS["bias"] + WEIGHTS["score"] * math.log(p / (1 - p))
    odds += sum(WEIGHTS[name] for name, holds in facts.items() if holds)
    return round(1 / (1 + math.exp(-odds)), 3)
