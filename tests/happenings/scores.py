"""Scores of clusters against the truth: B-cubed, MUC, CEAF, and the shares of mixed and split clusters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Clusters:
    """Scores of one assignment of items to clusters."""

    b3_precision: float
    b3_recall: float
    muc: float
    ceaf: float
    false_merges: float
    """Share of the found clusters that contain items of more than one true cluster."""
    missed_merges: float
    """Share of the true clusters whose items are in more than one found cluster."""
    false_pairs: float
    """Share of the pairs in one found cluster that are in different true clusters."""

    @property
    def b3(self) -> float:
        """B-cubed F1 (Bagga and Baldwin 1998)."""
        return _f1(self.b3_precision, self.b3_recall)

    @property
    def conll(self) -> float:
        """Mean F1 of MUC, B-cubed and entity-based CEAF, as in the CoNLL shared tasks."""
        return (self.muc + self.b3 + self.ceaf) / 3


def score(true: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Clusters:
    """Return the scores; `found` names a cluster for every item of `true`."""
    gold, made = _groups(true), _groups({item: found[item] for item in true})
    shared = {item: len(gold[true[item]] & made[found[item]]) for item in true}
    precision = sum(shared[item] / len(made[found[item]]) for item in true) / len(true)
    recall = sum(shared[item] / len(gold[true[item]]) for item in true) / len(true)
    mixed = sum(len({true[item] for item in items}) > 1 for items in made.values())
    torn = sum(len({found[item] for item in items}) > 1 for items in gold.values())
    pairs = sum(len(items) * (len(items) - 1) // 2 for items in made.values())
    right = sum(_pairs(items, true) for items in made.values())
    return Clusters(
        precision,
        recall,
        _f1(_muc(made, true), _muc(gold, found)),
        _ceaf(list(gold.values()), list(made.values())),
        mixed / len(made),
        torn / len(gold),
        (pairs - right) / pairs if pairs else 0.0,
    )


def _groups(of: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for item, name in of.items():
        groups[name].add(item)
    return groups


def _pairs(items: set[str], of: Mapping[str, Hashable]) -> int:
    sizes = [len(group) for group in _groups({item: of[item] for item in items}).values()]
    return sum(size * (size - 1) // 2 for size in sizes)


def _muc(groups: Mapping[Hashable, set[str]], other: Mapping[str, Hashable]) -> float:
    """Return the links of `groups` that the other side has too (Vilain et al. 1995)."""
    links = sum(len(items) - 1 for items in groups.values())
    kept = sum(len(items) - len({other[item] for item in items}) for items in groups.values())
    return kept / links if links else 1.0


def _ceaf(gold: Sequence[set[str]], made: Sequence[set[str]]) -> float:
    """Return the similarity of the best one-to-one alignment (Luo 2005, phi 4)."""
    like = [[2 * len(g & m) / (len(g) + len(m)) for m in made] for g in gold]
    total = _best_assignment(like)
    return _f1(total / len(made), total / len(gold))


def _best_assignment(like: Sequence[Sequence[float]]) -> float:
    """Return the largest sum of one-to-one pairs: the Hungarian method with potentials, O(n²m)."""
    if len(like) > len(like[0]):
        like = [list(column) for column in zip(*like, strict=True)]
    rows, columns = len(like), len(like[0])
    u, v, of = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        of[0], column, least, way, used = row, 0, [float("inf")] * (columns + 1), [0] * (columns + 1), set[int]()
        while of[column]:
            used.add(column)
            here, delta, following = of[column], float("inf"), 0
            for j in range(1, columns + 1):
                if j in used:
                    continue
                cost = -like[here - 1][j - 1] - u[here] - v[j]
                if cost < least[j]:
                    least[j], way[j] = cost, column
                if least[j] < delta:
                    delta, following = least[j], j
            for j in range(columns + 1):
                if j in used:
                    u[of[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            column = following
        while column:
            of[column], column = of[way[column]], way[column]
    return sum(like[of[j] - 1][j - 1] for j in range(1, columns + 1) if of[j])


def _f1(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0
