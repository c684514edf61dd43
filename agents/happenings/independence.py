"""The number of independent sources of a happening: publications that do not repeat each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from agents.happenings.vocabulary import name_key, words
from streams.contract.happening import Copy, HappeningReport

SAME_SENTENCE = 0.8
"""Two sentences are one text if they share at least this part of the three-word sequences of the longer."""
RUN_WORDS, LEAST_RUNS = 3, 6


class _Groups:
    """Disjoint sets (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, item: str) -> str:
        parent = self._parent.setdefault(item, item)
        while parent != self._parent[parent]:
            parent = self._parent[parent]
        self._parent[item] = parent
        return parent

    def join(self, one: str, other: str) -> None:
        a, b = sorted((self.find(one), self.find(other)))
        self._parent[b] = a


def sources(reports: Iterable[HappeningReport], copies: Iterable[Copy]) -> set[str]:
    """Return the publications; an article without a source counts as a publication."""
    return {source_key(report) for report in reports} | {source_key(copy) for copy in copies}


def independent(reports: Sequence[HappeningReport], copies: Sequence[Copy]) -> int:
    """Return the number of sources, where sources that repeat each other count once.

    These count once: articles of one source, of one credited agency (with those that the agency publishes itself),
    copies with what they repeat, and articles with the same sentence.
    """
    if len(reports) == 1 and not copies:
        return 1
    return len(set(source_groups(reports, copies).values()))


def source_groups(reports: Sequence[HappeningReport], copies: Sequence[Copy]) -> dict[str, str]:
    """Return the group of dependent sources of each article, by article id; two articles of one group count once."""
    groups = _Groups()
    source_of: dict[str, str] = {}
    """By article; an article of several sources joins them."""
    items: list[HappeningReport | Copy] = [*reports, *copies]
    for item in items:
        source = source_key(item)
        first = source_of.setdefault(item.article_id, source)
        if first != source:
            groups.join(first, source)
    for report in reports:
        if report.agency is not None:
            groups.join(source_of[report.article_id], name_key(report.agency))
    for copy in copies:
        if copy.copy_of is not None:
            original = source_of.get(copy.copy_of) or f"article {copy.copy_of}"
            groups.join(source_of[copy.article_id], original)
    for one, other in _same_sentences(reports):
        groups.join(source_of[one.article_id], source_of[other.article_id])
    return {article: groups.find(source) for article, source in source_of.items()}


def _same_sentences(reports: Sequence[HappeningReport]) -> Iterator[tuple[HappeningReport, HappeningReport]]:
    """Yield reports with similar sentences; each is compared only with the first report of each group.

    Most sentences are like none: the sequences that they share with all others together are too few.
    """
    firsts: list[int] = []
    seen: set[str] = set()
    runs = [_runs(report.sentence) for report in reports]
    for number, mine in enumerate(runs):
        if len(mine) < LEAST_RUNS:
            continue
        may_match = len(mine & seen) >= SAME_SENTENCE * len(mine)
        alike = [first for first in firsts if _are_alike(mine, runs[first])] if may_match else []
        for first in alike:
            yield reports[number], reports[first]
        if not alike:
            firsts.append(number)
            seen |= mine


@lru_cache(maxsize=4096)
def _runs(sentence: str) -> frozenset[str]:
    found = words(sentence)
    return frozenset(" ".join(found[i : i + RUN_WORDS]) for i in range(len(found) - RUN_WORDS + 1))


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    least = SAME_SENTENCE * max(len(one), len(other))
    return min(len(one), len(other)) >= least and len(one & other) >= least


def source_key(item: HappeningReport | Copy) -> str:
    """Return the publication of an article in one spelling; the article itself if it has no source."""
    return name_key(item.source) if item.source else f"article {item.article_id}"
