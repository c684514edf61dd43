"""The plan of a run: which fault when, drawn from a seed. Pure: the same seed gives the same plan."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

QUIET_SECONDS = (0.5, 3.0)
"""Shortest and longest calm before a fault, once the one before it is recovered from."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One fault to come."""

    kind: str
    quiet_seconds: float
    """Calm before it."""
    draw: float
    """In [0, 1): whom it hits and how long it lasts within the bounds of its kind."""


def schedule(kinds: Sequence[str], count: int, seed: int) -> list[Planned]:
    """`count` faults in an order drawn from the seed; no kind comes more than once oftener than another."""
    dice = random.Random(seed)
    rounds = [dice.sample(kinds, len(kinds)) for _ in range(-(-count // len(kinds)))]
    drawn = [kind for kinds_of_round in rounds for kind in kinds_of_round][:count]
    dice.shuffle(drawn)
    return [Planned(kind, dice.uniform(*QUIET_SECONDS), dice.random()) for kind in drawn]


def between(bounds: tuple[float, float], draw: float) -> float:
    """The point that a draw selects between two bounds."""
    low, high = bounds
    return low + (high - low) * draw
