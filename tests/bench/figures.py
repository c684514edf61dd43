"""Arithmetic of the benchmarks: rates, percentiles, slopes. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import linear_regression, median

RAMP = 0.15
"""Share of the outputs at both ends that a rate leaves out: warm-up, and the end when input runs out."""
START = 0.1
"""Share of a long run after which memory is expected to be stable."""


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of the values does not exceed.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values to take a percentile of")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(round(len(ordered) * share, 9)) - 1)]


def rate(moments: Sequence[float]) -> float:
    """Return the outputs per second, from the times at which they came: the slope of their count over time.

    `RAMP` is left out at both ends. Outputs come in batches, so a regression line is more precise than the two
    end points.

    Raises:
        ValueError: there are too few outputs.
    """
    ordered = sorted(moments)
    inner = [(moment, count) for count, moment in enumerate(ordered)][
        int(len(ordered) * RAMP) : len(ordered) - int(len(ordered) * RAMP)
    ]
    if len(inner) < 2 or inner[0][0] == inner[-1][0]:
        raise ValueError(f"{len(moments)} outputs are too few to take a rate from")
    return linear_regression(*zip(*inner, strict=True)).slope


def growth(counts: Sequence[int], sizes: Sequence[float], start: float = START) -> float:
    """Return the growth of a regression line through the sizes from start to end, as a share of its first value.

    `counts` gives the number of articles before each size; values before the share `start` of the last count are left
    out.

    Raises:
        ValueError: fewer than two sizes are left.
    """
    first = counts[-1] * start if counts else 0.0
    kept = [(count, size) for count, size in zip(counts, sizes, strict=True) if count >= first]
    if len({count for count, _ in kept}) < 2:
        raise ValueError(f"{len(kept)} sizes are too few to tell a growth")
    line = linear_regression(*zip(*kept, strict=True))
    begin = line.slope * kept[0][0] + line.intercept
    return line.slope * (kept[-1][0] - kept[0][0]) / begin


def steadiness(moments: Sequence[float], start: float = START) -> float:
    """Return the rate of the last fifth of the outputs divided by that of the first fifth after the start."""
    ordered = sorted(moments)[int(len(moments) * start) :]
    fifth = len(ordered) // 5
    return rate(ordered[-fifth:]) / rate(ordered[:fifth])


def ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """Return the median of the ratios of each round, so that noise in a round affects both sides."""
    return median(a / b for a, b in zip(over, under, strict=True))
