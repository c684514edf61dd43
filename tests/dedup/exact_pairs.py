"""True duplicates by comparing whole texts: all pairs of stories, without sketch and index."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from streams.contract.records import Article

DUPLICATE_SHARE = 0.8
"""A story is a duplicate if another one contains this share of its three-word shingles. Below it a person must
decide by reading both."""

Shingle = tuple[str, ...]


class Truth:
    """The overlap of each story with each earlier one."""

    def __init__(self, stories: Sequence[Article]) -> None:
        self._shingles = {story.id: shingles(story.text) for story in stories}
        self._overlaps: dict[str, dict[str, float]] = {}
        where: dict[Shingle, list[str]] = defaultdict(list)
        for story in stories:
            mine = self._shingles[story.id]
            counts = Counter(other for shingle in mine for other in where[shingle])
            self._overlaps[story.id] = {other: count / len(mine) for other, count in counts.items()}
            for shingle in mine:
                where[shingle].append(story.id)

    def overlap(self, story: str, other: str) -> float:
        """Return the share of one story that is in another."""
        mine = self._shingles[story]
        return len(mine & self._shingles[other]) / len(mine)

    def natural(self) -> list[str]:
        """Return the stories that an earlier one contains."""
        return [story for story, shares in self._overlaps.items() if max(shares.values(), default=0) >= DUPLICATE_SHARE]


def shingles(text: str) -> set[Shingle]:
    """Return every run of three words or numbers."""
    words = re.findall(r"\d[\d.,/-]*\d|\w+", text.casefold())
    return {tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))}
