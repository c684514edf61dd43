"""Confidence is bounded, grows with the score, and is calibrated."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.build.calibrate_confidence import Observation, fit_weights, reliability
from agents.reader.events.trigger_confidence import FEATURES, THRESHOLDS, WEIGHTS, confidence, log_odds
from tests.unit.support.event_fixtures import event

scores = st.floats(0, 1)
known = st.fixed_dictionaries({name: st.booleans() for name in FEATURES})


@given(scores, known)
def test_a_confidence_is_a_probability(score: float, features: dict[str, bool]) -> None:
    assert 0 < confidence(score, features) < 1


@given(scores, scores, known)
def test_a_surer_trigger_makes_a_surer_event(a: float, b: float, features: dict[str, bool]) -> None:
    low, high = sorted((a, b))
    assert confidence(low, features) <= confidence(high, features)


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_no_score_becomes_a_certainty(score: float) -> None:
    assert abs(log_odds(score)) < 4


def test_every_fact_and_status_has_its_figure() -> None:
    assert set(WEIGHTS) == {"bias", "score", *FEATURES}
    assert set(THRESHOLDS) == {"asserted", "historical", "negated", "hypothetical", "future"}


def test_an_event_that_names_its_parties_is_surer_than_one_that_does_not() -> None:
    named = event("Rebels attacked a convoy on Sunday.", "ASSAULT")
    bare = event("There were attacks in Lima on Sunday.", "ASSAULT")
    assert named.confidence > bare.confidence


def test_a_possible_event_is_less_sure_than_a_fact() -> None:
    fact = event("Chile arrested the rebel leader.", "COERCE")
    chance = event("Chile might arrest the rebel leader.", "COERCE")
    assert fact.confidence > chance.confidence


def test_fitting_finds_the_weights_that_made_the_data() -> None:
    made = dict.fromkeys(("bias", "score", *FEATURES), 0.0) | {
        "bias": -0.5,
        "score": 0.8,
        "actor": 1.0,
        "negated": -1.0,
    }
    draw = random.Random(7)
    observations = []
    for _ in range(6000):
        features = {name: draw.random() < 0.5 for name in FEATURES}
        score = draw.uniform(0.05, 0.95)
        observations.append(Observation(score, features, draw.random() < confidence(score, features, made)))
    assert fit_weights(observations) == pytest.approx(made, abs=0.25)


def test_the_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    error, table = reliability([(0.9, True), (0.9, False), (0.2, False), (0.2, False)])
    assert error == pytest.approx((0.4 + 0.2) / 2)
    assert "| 0.9-1.0 | 2 | 0.90 | 0.50 |" in table
