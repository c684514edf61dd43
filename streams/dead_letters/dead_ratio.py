"""Limit on the share of dead letters, above which a worker stops."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence

from streams.contract.errors import DatelineError

SOURCE_SHARE = 50
"""A source counts separately if it has at least one in this many messages; smaller ones count together as one."""


class DeadRatioLimit:
    """Stops a worker when the share of dead letters among the last `window` messages exceeds `ratio`.

    The share is the mean over sources, independent of their size: a faulty release fails for all sources, a faulty or
    hostile feed for its own only. Messages of unknown source count as one source. The limit applies once a fifth of the
    window is filled. A restarted worker starts with an empty window.
    """

    def __init__(self, ratio: float, window: int) -> None:
        self._ratio, self._least = ratio, window // 5
        self._recent: deque[tuple[str, bool]] = deque(maxlen=window)

    def check(self, batch: Sequence[tuple[str | None, bool]]) -> None:
        """Add a batch: for each message its source (None: unknown), and whether it is a dead letter.

        Raises:
            DeadRatioExceeded: the share is above the limit. The batch is not yet published and stays unacknowledged.
        """
        self._recent.extend((source or "", dead) for source, dead in batch)
        seen = len(self._recent)
        if seen < self._least:
            return
        share, sources = self._share()
        if share > self._ratio:
            bad = sum(dead for _, dead in self._recent)
            raise DeadRatioExceeded(
                f"{bad} of the last {seen} articles are dead letters, {share:.0%} on average over {sources} sources,"
                f" more than DATELINE_DEAD_RATIO {self._ratio:g}; the worker stopped. The reasons are in the headers"
                " of the dead letters"
            )

    def _share(self) -> tuple[float, int]:
        """Return the mean of the sources' shares of dead letters, and the number of sources."""
        seen = Counter(source for source, _ in self._recent)
        bad = Counter(source for source, dead in self._recent if dead)
        large = [source for source, count in seen.items() if count * SOURCE_SHARE >= len(self._recent)]
        shares = [bad[source] / seen[source] for source in large]
        rest = len(self._recent) - sum(seen[source] for source in large)
        if rest:
            shares.append((bad.total() - sum(bad[source] for source in large)) / rest)
        return sum(shares) / len(shares), len(shares)


class DeadRatioExceeded(DatelineError):
    """The share of dead letters is above the limit; the worker stops before more messages become dead letters."""
