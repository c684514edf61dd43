"""A part of the happenings suite, with events of a faultless reader; `make happenings` runs all of it."""

from __future__ import annotations

import random

import pytest

from tests.happenings.measure import Result, measure
from tests.happenings.run import perfect
from tests.happenings.scores import score
from tests.happenings.world import arriving, stories

SHARE = 0.34
"""Share of the stories of a full run."""


@pytest.fixture(scope="module")
def result() -> Result:
    return measure(stories(201, SHARE), "held_out", perfect)


def test_happenings_are_reconstructed(result: Result) -> None:
    assert result.clusters.b3 >= 0.90
    assert result.clusters.b3_precision >= 0.97
    assert result.clusters.false_merges <= 0.05


def test_facts_of_complete_happenings_are_right(result: Result) -> None:
    right = {name: good / of for name, (good, of) in result.rights.items()}
    assert right["found at all"] == 1
    assert right["latest killed"] >= 0.85
    assert right["first report"] >= 0.85
    assert right["retraction seen"] >= 0.5
    assert right["denial seen"] >= 0.5


def test_another_order_gives_similar_scores() -> None:
    told = stories(202, SHARE)
    order = list(arriving(told))
    random.Random(5).shuffle(order)
    shuffled = measure(told, "held_out", perfect, order=order)
    assert shuffled.clusters.b3 >= 0.85
    assert shuffled.clusters.b3_precision >= 0.95


def test_the_scores_of_a_known_case() -> None:
    """Two true clusters of two items are found as one of three and one of one; expected values computed by hand."""
    true = {"a": 1, "b": 1, "c": 2, "d": 2}
    found = {"a": "x", "b": "x", "c": "x", "d": "y"}
    got = score(true, found)
    assert got.b3_precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert got.b3_recall == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert got.muc == pytest.approx(0.5)
    assert (got.false_merges, got.missed_merges) == (0.5, 0.5)
    assert got.false_pairs == pytest.approx(2 / 3)
    assert score(true, true).conll == 1
