"""A plan depends only on its seed, and includes every kind equally often."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.chaos.schedule import QUIET_SECONDS, between, schedule

KINDS = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=30, unique=True)
SEEDS = st.integers(0, 2**31)


@given(KINDS, st.integers(0, 200), SEEDS)
def test_a_plan(kinds: list[str], count: int, seed: int) -> None:
    """The plan has the number of faults asked for, no kind exceeds another by more than one, and it is reproducible."""
    plan = schedule(kinds, count, seed)
    assert len(plan) == count
    times = Counter(planned.kind for planned in plan)
    assert times.keys() <= set(kinds)
    assert all(count // len(kinds) <= times[kind] <= -(-count // len(kinds)) for kind in kinds)
    assert all(QUIET_SECONDS[0] <= planned.quiet_seconds <= QUIET_SECONDS[1] for planned in plan)
    assert all(0 <= planned.draw < 1 for planned in plan)
    assert plan == schedule(kinds, count, seed)


def test_another_seed_another_plan() -> None:
    """Different seeds give different, reproducible runs."""
    kinds = [f"kind {number}" for number in range(8)]
    orders = {tuple(p.kind for p in schedule(kinds, 24, seed)) for seed in range(20)}
    assert len(orders) == 20


@given(st.floats(0, 1, exclude_max=True))
def test_a_draw_is_a_point_between_bounds(draw: float) -> None:
    """A draw selects the duration of a fault."""
    assert 2.0 <= between((2.0, 5.0), draw) <= 5.0
