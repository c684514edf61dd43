"""What is remembered at any moment: two generations, so that what is forgotten depends on the log alone.

Time is cut into blocks of the window's length, and a block ends early when it is full. In each block a generation
begins; the generation begun in the block before gives the verdicts. So a verdict rests on one to two blocks of
fingerprints, the same ones for every worker, wherever it began to read, if that was two blocks back.

    block      |  1  |  2  |  3  |  4  |
    generation  AAAAAAAAAAA
                      BBBBBBBBBBB
                            CCCCCCCCCCC
    verdicts by         A     B     C

A generation is dropped whole. Dropping fingerprint by fingerprint as they age would not do: whether an article is
an original, to which later ones are compared, depends on what was remembered when it came, and so on back.

A repeat of a message gets the verdict of the first time, if that was in this block or the one before. An article
that comes again later is new, and one that comes again in block after block is judged again in the third.
"""

from __future__ import annotations

from streams.dedup.duplicate_search import Generation
from streams.dedup.fingerprint import Fingerprint
from streams.dedup.verdict import Verdict

BLOCKS_BACK = 2
"""Begin to read so many blocks before that of the last fingerprint: the verdicts of the block before it, which are
still asked for, rest on the one before that."""


class Window:
    """Takes the fingerprints in the order of the log, and keeps the verdicts.

    Args:
        block_ms: length of a block.
        capacity: fingerprints of a block.
    """

    def __init__(self, block_ms: int, capacity: int) -> None:
        self._block_ms, self._capacity = block_ms, capacity
        self._block, self._count = -1, 0
        self._judging, self._young = self._generation(), self._generation()
        self._before: dict[bytes, Verdict] = {}
        self._now: dict[bytes, Verdict] = {}

    def add(self, fingerprint: Fingerprint, moment_ms: int) -> None:
        """Take the next fingerprint of the log, appended at this Unix time."""
        block = moment_ms // self._block_ms
        # A moment before that of the fingerprint before belongs to the block already begun.
        for _ in range(min(block - self._block, BLOCKS_BACK)):
            self._turn()
        self._block = max(self._block, block)
        if self._count == self._capacity:
            self._turn()
        self._count += 1
        self._now[fingerprint.key] = self._judging.judge(fingerprint)
        self._young.judge(fingerprint)

    def verdict(self, key: bytes) -> Verdict | None:
        """Return the verdict on the article with this `Fingerprint.key`; None where it was not seen of late."""
        return self._before.get(key) or self._now.get(key)

    def __len__(self) -> int:
        """Articles remembered."""
        return len(self._before) + len(self._now)

    def _turn(self) -> None:
        """Begin a block."""
        self._judging, self._young = self._young, self._generation()
        self._before, self._now = self._now, {}
        self._count = 0

    def _generation(self) -> Generation:
        return Generation(2 * self._capacity)


def first_moment(last_ms: int, block_ms: int) -> int:
    """Return the Unix time (ms) from which to read a log whose last fingerprint was appended at `last_ms`."""
    return (last_ms // block_ms - BLOCKS_BACK) * block_ms
