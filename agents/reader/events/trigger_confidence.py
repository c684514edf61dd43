"""Confidence of a trigger: a logistic model of the trigger's score and of the slots and status found for it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from agents.reader.lexicon.loader import data_file
from agents.reader.slots.slots import Slots

DATA = data_file(__file__, "trigger_confidence.toml")
WEIGHTS = DATA.read("weights", dict[str, float])
"""Log-odds of the `bias`, the factor of the score's log-odds (`score`), and log-odds of each feature of `FEATURES`."""
FEATURES = ("actor", "negated", "hypothetical", "future")
THRESHOLDS = DATA.read("thresholds", dict[str, float])
"""Status to the confidence below which a trigger is not coded."""
EDGE = 0.02
"""Scores are clipped to this distance from 0 and 1."""


def features(slots: Slots, status: str) -> dict[str, bool]:
    """Return the features of a trigger besides its score: each name of `FEATURES` to whether it holds."""
    return {
        "actor": bool(slots.actors),
        "negated": status == "negated",
        "hypothetical": status == "hypothetical",
        "future": status == "future",
    }


def confidence(score: float, present: Mapping[str, bool], weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the probability, 0 to 1, that an event is correct, from its trigger's score (0 to 1) and features.

    The log-odds are the sum of the bias, the weighted score and the weight of each feature that holds.
    """
    odds = weights["bias"] + weights["score"] * log_odds(score)
    odds += sum(weights[name] for name, holds in present.items() if holds)
    return round(1 / (1 + math.exp(-odds)), 3)


def log_odds(score: float) -> float:
    """Return the log-odds of a score (0 to 1), clipped by `EDGE`."""
    p = min(max(score, EDGE), 1 - EDGE)
    return math.log(p / (1 - p))
