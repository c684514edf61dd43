"""The plan of a run, drawn from a seed: which fault comes when. Pure: the same seed gives the same plan."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

QUIET_SECONDS = (0.5, 3.0)
"""Shortest and longest pause in seconds before a fault, after recovery from the one before."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One planned fault."""

    kind: str
    quiet_seconds: float
    """Pause before it, in seconds."""
    draw: float
    """In [0, 1): selects the target, and the duration within the bounds of its kind."""


def schedule(kinds: Sequence[str], count: int, seed: int) -> list[Planned]:
    """Return `count` faults in an order drawn from the seed. The counts of two kinds differ by at most one."""
    dice = random.Random(seed)
    rounds = [dice.sample(kinds, len(kinds)) for _ in range(-(-count // len(kinds)))]
    drawn = [kind for kinds_of_round in rounds for kind in kinds_of_round][:count]
    dice.shuffle(drawn)
    return [Planned(kind, dice.uniform(*QUIET_SECONDS), dice.random()) for kind in drawn]


def between(bounds: tuple[float, float], draw: float) -> float:
    """Return the point that `draw` selects between two bounds."""
    low, high = bounds
    return low + (high - low) * draw
