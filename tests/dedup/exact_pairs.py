"""What is a duplicate, by the whole texts: all pairs of stories, no sketch, no index."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from streams.contract.records import Article

SAME = 0.8
"""A story of whose runs of three words this share is in another is its duplicate. Others may be: a person who reads
both must say."""

Shingle = tuple[str, ...]


class Truth:
    """How much of each story is in each one before it."""

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
        """How much of one story is in another."""
        mine = self._shingles[story]
        return len(mine & self._shingles[other]) / len(mine)

    def natural(self) -> list[str]:
        """The stories that one before them holds."""
        return [story for story, shares in self._overlaps.items() if max(shares.values(), default=0) >= SAME]


def shingles(text: str) -> set[Shingle]:
    """Every run of three words or numbers."""
    words = re.findall(r"\d[\d.,/-]*\d|\w+", text.casefold())
    return {tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))}
