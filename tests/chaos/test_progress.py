"""Waiting ends when the work is done, or when it stands still; slow work is awaited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from tests.chaos.progress import until


def waited(numbers: Sequence[tuple[int, ...]], seconds: float) -> tuple[str, float]:
    """Return the result and the duration of a wait during which the work to do changes once per ten seconds."""
    now = 0.0
    first, *rest = numbers
    left = first
    steps: Iterator[tuple[int, ...]] = iter(rest)

    def pause(_: float) -> None:
        nonlocal now, left
        now += 10
        left = next(steps, left)

    why = until(lambda: f"{left} left" if any(left) else "", lambda: left, seconds, lambda: now, pause)
    return why, now


def test_slow_work_is_awaited() -> None:
    assert waited([(number,) for number in range(50, -1, -1)], 30) == ("", 500)


@pytest.mark.parametrize("numbers", [[(3,)], [(3,), (4,), (3,), (4,), (3,)]])
def test_a_standstill_ends_the_wait(numbers: list[tuple[int, ...]]) -> None:
    why, now = waited(numbers, 30)
    assert why.endswith("left (no progress for 30 s)")
    assert now <= 50


def test_work_that_makes_other_work_is_progress() -> None:
    assert waited([(2, 0), (2, 0), (1, 5), (1, 5), (0, 9), (0, 9), (0, 4), (0, 0)], 20) == ("", 70)
