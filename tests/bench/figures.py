"""The arithmetic of the benchmarks: rates, percentiles, slopes. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import linear_regression, median

RAMP = 0.15
"""Share of the outputs at either end that a rate leaves out: while a pipe fills and while it runs dry."""
START = 0.1
"""Share of a long run after which memory is held to be settled."""


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values to take a percentile of")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(round(len(ordered) * share, 9)) - 1)]


def rate(moments: Sequence[float]) -> float:
    """Outputs a second, from the moments at which they came: the slope of their count over time.

    The outer `RAMP` at both ends is left out. Outputs come in batches, so a line through all of the rest tells more
    than its two ends.

    Raises:
        ValueError: there are too few to tell.
    """
    ordered = sorted(moments)
    inner = [(moment, count) for count, moment in enumerate(ordered)][
        int(len(ordered) * RAMP) : len(ordered) - int(len(ordered) * RAMP)
    ]
    if len(inner) < 2 or inner[0][0] == inner[-1][0]:
        raise ValueError(f"{len(moments)} outputs are too few to take a rate from")
    return linear_regression(*zip(*inner, strict=True)).slope


def growth(counts: Sequence[int], sizes: Sequence[float], start: float = START) -> float:
    """How much a straight line through the sizes grows from the start to the end, as a share of where it begins.

    `counts` says how many articles each size was taken after; what lies before the share `start` of the last
    count is left out.

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
    """The rate of the last fifth of the outputs over that of the first fifth after the start."""
    ordered = sorted(moments)[int(len(moments) * start) :]
    fifth = len(ordered) // 5
    return rate(ordered[-fifth:]) / rate(ordered[:fifth])


def ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """The median of ratios taken round by round, so that what slowed one round down slowed both alike."""
    return median(a / b for a, b in zip(over, under, strict=True))
