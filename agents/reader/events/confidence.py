"""How sure an event is: the trigger's own score, weighed by what the rest of the reading found."""

from __future__ import annotations

import math
from collections.abc import Mapping

from agents.reader.lexicon.loader import data_file
from agents.reader.slots.slots import Slots

DATA = data_file(__file__, "confidence.toml")
WEIGHTS = DATA.read("weights", dict[str, float])
"""Log-odds of `bias`, of a unit of the `score`'s own log-odds, and of each fact of `FACTS`."""
FACTS = ("actor", "negated", "hypothetical", "future")
THRESHOLDS = DATA.read("thresholds", dict[str, float])
"""Confidence, by status, below which a trigger is not coded."""
EDGE = 0.02
"""Closest to 0 and 1 that a score is taken."""


def facts(slots: Slots, status: str) -> dict[str, bool]:
    """Return what speaks for or against an event besides its trigger's score, by the names of `FACTS`."""
    return {
        "actor": bool(slots.actors),
        "negated": status == "negated",
        "hypothetical": status == "hypothetical",
        "future": status == "future",
    }


def confidence(score: float, known: Mapping[str, bool], weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the probability that an event is right, from its trigger's score (0…1) and the facts about it.

    Log-odds add up: the weighed score, and the weight of each fact that holds.
    """
    odds = weights["bias"] + weights["score"] * log_odds(score)
    odds += sum(weights[name] for name, holds in known.items() if holds)
    return round(1 / (1 + math.exp(-odds)), 3)


def log_odds(score: float) -> float:
    """Return the log-odds of a score, kept off 0 and 1 by `EDGE`."""
    p = min(max(score, EDGE), 1 - EDGE)
    return math.log(p / (1 - p))
