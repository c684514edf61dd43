"""The number of independent sources of a happening: publications that do not repeat each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from agents.happenings.vocabulary import words
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
    return {_source(report) for report in reports} | {_source(copy) for copy in copies}


def independent(reports: Sequence[HappeningReport], copies: Sequence[Copy]) -> int:
    """Return the number of sources, where sources that repeat each other count once.

    These count once: articles of one source, of one credited agency (with those that the agency publishes itself),
    copies with what they repeat, and articles with the same sentence.
    """
    groups = _Groups()
    for report in reports:
        groups.join(f"article {report.article_id}", f"source {_source(report)}")
        if report.agency is not None:
            groups.join(f"article {report.article_id}", f"source {_name(report.agency)}")
    for copy in copies:
        groups.join(f"article {copy.article_id}", f"source {_source(copy)}")
        if copy.copy_of is not None:
            groups.join(f"article {copy.article_id}", f"article {copy.copy_of}")
    _join_sentences(groups, reports)
    articles = {report.article_id for report in reports} | {copy.article_id for copy in copies}
    return len({groups.find(f"article {article_id}") for article_id in articles})


def _join_sentences(groups: _Groups, reports: Sequence[HappeningReport]) -> None:
    """Join articles with similar sentences; each is compared only with the first article of each group."""
    seen: dict[tuple[str, ...], list[int]] = {}
    runs = [_runs(report.sentence) for report in reports]
    for number, mine in enumerate(runs):
        if len(mine) < LEAST_RUNS:
            continue
        shared = Counter(other for run in mine for other in seen.get(run, ()))
        alike = [o for o, count in shared.items() if count >= SAME_SENTENCE * max(len(mine), len(runs[o]))]
        for other in alike:
            groups.join(f"article {reports[number].article_id}", f"article {reports[other].article_id}")
        for run in mine if not alike else ():
            seen.setdefault(run, []).append(number)


@lru_cache(maxsize=4096)
def _runs(sentence: str) -> frozenset[tuple[str, ...]]:
    found = words(sentence)
    return frozenset(tuple(found[i : i + RUN_WORDS]) for i in range(len(found) - RUN_WORDS + 1))


def _source(item: HappeningReport | Copy) -> str:
    return _name(item.source) if item.source else f"article {item.article_id}"


def _name(source: str) -> str:
    """Return the name of a publication in one spelling."""
    return " ".join(source.casefold().removeprefix("the ").replace("-", " ").split())
