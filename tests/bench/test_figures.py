"""The arithmetic of the benchmarks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.figures import growth, percentile, rate, ratio, steadiness
from tests.bench.results import Row, number

FLOATS = st.floats(min_value=0, max_value=1e6)


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([4, 1, 3, 2], 0.5) == 2
    assert percentile(range(1, 101), 0.99) == 99
    assert percentile([7], 0.99) == 7


@given(st.lists(FLOATS, min_size=1), st.integers(min_value=1, max_value=100))
def test_a_percentile_is_not_exceeded_by_its_share(values: list[float], percent: int) -> None:
    found = percentile(values, percent / 100)
    assert 100 * sum(value <= found for value in values) >= percent * len(values)
    assert 100 * sum(value < found for value in values) < percent * len(values)


def test_a_rate_does_not_depend_on_batches() -> None:
    batched = [float(n // 32) for n in range(3200)]
    assert rate(batched) == pytest.approx(32, rel=0.01)
    assert rate([n / 50 for n in range(500)]) == pytest.approx(50)


def test_a_rate_leaves_out_how_it_began_and_ended() -> None:
    steady = [10 + n / 20 for n in range(900)]
    assert rate([0.0] * 50 + steady + [500.0] * 50) == pytest.approx(20, rel=0.01)


@pytest.mark.parametrize("moments", [[], [1.0], [2.0] * 100])
def test_a_rate_needs_enough_values(moments: list[float]) -> None:
    with pytest.raises(ValueError, match="too few"):
        rate(moments)


def test_growth_is_of_the_line_after_the_start() -> None:
    counts = list(range(0, 1001, 10))
    warming = [100 + min(count, 100) + count / 10 for count in counts]
    assert growth(counts, warming) == pytest.approx((300 - 210) / 210, rel=0.01)
    assert growth(counts, [250.0] * len(counts)) == pytest.approx(0)


def test_growth_needs_enough_values() -> None:
    with pytest.raises(ValueError, match="too few"):
        growth([100], [5.0])


def test_steadiness_is_one_where_the_rate_stays() -> None:
    assert steadiness([n / 10 for n in range(1000)]) == pytest.approx(1)
    slowing = [n / 10 for n in range(500)] + [50 + n / 5 for n in range(500)]
    assert steadiness(slowing) == pytest.approx(0.5)


def test_a_ratio_is_taken_round_by_round() -> None:
    assert ratio([10, 100, 20], [5, 50, 20]) == 2


def test_targets_of_ratios_and_sizes() -> None:
    assert Row("b", "w", 2.6, "x", 2.5, 4).meets_target
    assert not Row("b", "w", 2.4, "x", 2.5, 4).meets_target
    assert Row("b", "w", 0.4, "s", 2.0, 0.5).meets_target
    assert not Row("b", "w", 2.4, "s", 2.0, 0.5).meets_target
    assert Row("b", "w", 2.4, "x").meets_target is None
    assert Row("b", "w", None, "x", 1, 1).meets_target is None


def test_numbers_have_three_figures() -> None:
    assert [number(n) for n in (12345.6, 0.98765, 33.333, None)] == ["12,346", "0.988", "33.3", ""]
