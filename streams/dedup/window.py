"""The window of fingerprints in memory: two generations, so that its content depends on the log only.

Time is divided into blocks of the window's length; a block ends early when it is full. Each block starts a generation,
and the generation started in the previous block gives the verdicts. So a verdict depends on one to two blocks of
fingerprints, the same for every worker that started to read at least two blocks earlier.

    block      |  1  |  2  |  3  |  4  |
    generation  AAAAAAAAAAA
                      BBBBBBBBBBB
                            CCCCCCCCCCC
    verdicts by         A     B     C

A generation is dropped as a whole. Single fingerprints cannot be dropped by age: whether an article is an original,
with which later ones are compared, depends on the fingerprints in memory when it arrived, and so on back.

A repeat of a message gets its first verdict again if that was in this block or the previous one. After that the article
is new.
"""

from __future__ import annotations

from streams.dedup.duplicate_search import Generation
from streams.dedup.fingerprint import Fingerprint
from streams.dedup.verdict import Verdict

BLOCKS_BACK = 2
"""Number of blocks before that of the last fingerprint to read at the start: verdicts of the previous block are still
needed, and depend on the one before."""


class Window:
    """Adds fingerprints in the order of the log, and keeps their verdicts.

    Args:
        block_ms: length of a block in milliseconds.
        capacity: maximum fingerprints of a block.
    """

    def __init__(self, block_ms: int, capacity: int) -> None:
        self._block_ms, self._capacity = block_ms, capacity
        self._block, self._count = -1, 0
        self._judging, self._young = self._generation(), self._generation()
        self._before: dict[bytes, Verdict] = {}
        self._now: dict[bytes, Verdict] = {}

    def add(self, fingerprint: Fingerprint, moment_ms: int) -> None:
        """Add the next fingerprint of the log, appended at this Unix time in milliseconds."""
        block = moment_ms // self._block_ms
        # A time before that of the previous fingerprint belongs to the current block.
        for _ in range(min(block - self._block, BLOCKS_BACK)):
            self._turn()
        self._block = max(self._block, block)
        if self._count == self._capacity:
            self._turn()
        self._count += 1
        self._now[fingerprint.key] = self._judging.judge(fingerprint)
        self._young.judge(fingerprint)

    def verdict(self, key: bytes) -> Verdict | None:
        """Return the verdict on the article with this `Fingerprint.key`; None if it is not in memory."""
        return self._before.get(key) or self._now.get(key)

    def __len__(self) -> int:
        """Return the number of articles in memory."""
        return len(self._before) + len(self._now)

    def _turn(self) -> None:
        """Start a block."""
        self._judging, self._young = self._young, self._generation()
        self._before, self._now = self._now, {}
        self._count = 0

    def _generation(self) -> Generation:
        return Generation(2 * self._capacity)


def window_start_ms(last_ms: int, block_ms: int) -> int:
    """Return the Unix time (ms) from which to read a log whose last fingerprint was appended at `last_ms`."""
    return (last_ms // block_ms - BLOCKS_BACK) * block_ms
