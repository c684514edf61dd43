"""Which of the places of a name is meant: an article's names settled together, each with the others as context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from agents.reader.gazetteer.index import Array, FeatureClass, gazetteer

MOST = 60
"""Candidates of one name; all candidates of an article are at most `MOST_TOGETHER`."""
MOST_TOGETHER = 600
ROUNDS = 3
NEAR_KM = 200.0
SAME_KM = 100.0
SUBURB_KM = 60.0
EARTH_KM = 6371.0

_KIND = {
    FeatureClass.AREA: 7.5,
    FeatureClass.COUNTRY: 4.0,
    FeatureClass.ADMIN1: 0.5,
    FeatureClass.ADMIN2: -1.0,
    FeatureClass.CITY: 0.0,
    FeatureClass.CAPITAL: 1.2,
}
"""What the kind of a place adds to the logarithm of its people: countries are named more, counties less."""
_KINDS = np.array([_KIND.get(kind, 0.0) for kind in FeatureClass])
_SMALL_REGION = -1.5
"""For a first-level region of fewer than `SMALL` people."""
SMALL = 500_000
_NAMESAKE = -1.0
"""For a region that has the name of a town inside it."""
_ALTERNATE = -1.5
_HINTED = 3.0
_WITHIN = 5.0
_CONTEXT = 4.5
_SAME_COUNTRY = 0.1
_IN_COUNTRY = 0.4
_SHARPNESS = 1.6


@dataclass(slots=True)
class PlaceName:
    """One place name of an article, however often it stands there."""

    text: str
    """As the gazetteer may know it."""
    weight: float = 1.0
    """What it says of its neighbours: 1 for a place named once, more for one named often."""
    level: int = 0
    """The `FeatureClass` that the words around it give ("Clark County", "Hebei province"), 0 for none."""
    within: set[int] = field(default_factory=set)
    """Indexes of the names that are said to hold it ("Lima, Ohio")."""


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """A row of the gazetteer that a name stands for, and how likely, 0 to 1, it is that one."""

    row: int
    score: float
    main: bool
    """Whether the name is the place's main one."""
    rivals: int
    """How many places of this name there are."""


def resolve_places(names: Sequence[PlaceName]) -> list[ResolvedPlace | None]:
    """Return the likeliest place of each name; None where the gazetteer has no such name.

    Each name starts from its own likelihood (people, kind, what is said of it) and is then moved, for a few rounds,
    by what the other names are likely to be: near, in the same region, around or inside.
    """
    pool = _Pool(names) if names else None
    if pool is None or not len(pool.rows):
        return [None] * len(names)
    scores = pool.alone + pool.stated() + pool.namesakes()
    likely = pool.likelihoods(scores)
    if len(names) > 1:
        ties = pool.ties()
        for _ in range(ROUNDS):
            likely = pool.likelihoods(scores + _CONTEXT * np.log1p(pool.support(ties, likely)))
    return [pool.fix(n, likely) for n in range(len(names))]


class _Pool:
    """The candidates of all names, as columns."""

    def __init__(self, names: Sequence[PlaceName]) -> None:
        places = gazetteer()
        found = [places.find(name.text) for name in names]
        self.names = names
        self.rivals = [len(of_name) for of_name in found]
        rows = np.array([row for of_name in found for row, _ in of_name], np.int64)
        main = np.array([is_main for of_name in found for _, is_main in of_name], bool)
        owner = np.repeat(np.arange(len(names)), self.rivals)
        kinds = places.rows["kind"][rows].astype(np.int64)
        hints = np.array([name.level for name in names], np.int64)[owner]
        people = places.rows["population"][rows]
        alone = np.log10(people + 100.0) + _KINDS[kinds]
        alone += np.where(main, 0.0, _ALTERNATE) + np.where(hints == np.minimum(kinds, FeatureClass.CITY), _HINTED, 0.0)
        alone += np.where((kinds == FeatureClass.ADMIN1) & (people < SMALL), _SMALL_REGION, 0.0)
        keep = self._best(owner, alone)
        self.rows, self.owner, self.alone = rows[keep], owner[keep], alone[keep]
        self.kinds, self.main = kinds[keep], main[keep]
        self.starts = np.flatnonzero(np.diff(self.owner, prepend=-1))
        self.groups = np.repeat(np.arange(len(self.starts)), np.diff(np.append(self.starts, len(self.owner))))
        self.weights = np.array([[names[n].weight] for n in self.owner[self.starts]])
        table = places.rows[self.rows]
        self.parent = table["parent"].astype(np.int64)
        level = np.where(self.kinds < FeatureClass.CITY, self.rows, self.parent)
        self.region, self.country = places.first_level[level], places.country[level]
        radians = np.radians([table["latitude"], table["longitude"]])
        cosine = np.cos(radians[0])
        self.vectors = np.stack([cosine * np.cos(radians[1]), cosine * np.sin(radians[1]), np.sin(radians[0])], axis=1)

    def _best(self, owner: Array, alone: Array) -> Array:
        """Indexes of the candidates to consider: the likeliest of each name."""
        limit = max(6, min(MOST, MOST_TOGETHER // max(1, len(self.names))))
        order = np.lexsort((-alone, owner))
        first = np.searchsorted(owner, np.arange(len(self.names)))
        rank = np.empty(len(owner), np.int64)
        rank[order] = np.arange(len(owner)) - first[owner[order]]
        kept: Array = np.flatnonzero(rank < limit)
        return kept

    def _inside(self) -> Array:
        """Return whether the candidate of each line lies in that of each column."""
        rows = self.rows[None, :]
        around = (self.region[:, None] == rows) | (self.country[:, None] == rows)
        inside: Array = (self.parent[:, None] == rows) | around & (self.rows[:, None] != rows)
        return inside

    def _kilometres(self) -> Array:
        chords: Array = np.clip(self.vectors @ self.vectors.T, -1.0, 1.0)
        return EARTH_KM * np.arccos(chords)

    def ties(self) -> Array:
        """Return how much the candidate of each line speaks for that of each column, 0 to 1."""
        point = self.kinds > FeatureClass.COUNTRY
        near = np.exp(-self._kilometres() / NEAR_KM) * (point[:, None] & point[None, :])
        region = (self.region[:, None] == self.region[None, :]) & (self.region > 0)[None, :]
        country = (self.country[:, None] == self.country[None, :]) & (self.country > 0)[None, :]
        inside = self._inside()
        holds = inside.T
        large = self.kinds <= FeatureClass.COUNTRY
        tie = np.maximum.reduce(
            [
                near,
                0.5 * region,
                _SAME_COUNTRY * country,
                holds * np.where(large, _IN_COUNTRY, 1.0)[:, None],
                inside * np.where(large, 0.25, 0.5)[None, :],
            ]
        )
        tie[self.owner[:, None] == self.owner[None, :]] = 0.0
        return np.asarray(tie)

    def stated(self) -> Array:
        """Return what the text says outright of which place lies in which."""
        bonus = np.zeros(len(self.rows))
        pairs = [(n, holder) for n, name in enumerate(self.names) for holder in sorted(name.within)]
        if not pairs:
            return bonus
        inside = self._inside() | (self._kilometres() < SUBURB_KM) & (self.kinds >= FeatureClass.CITY)[None, :]
        for n, holder in pairs:
            inner, outer = np.flatnonzero(self.owner == n), np.flatnonzero(self.owner == holder)
            if len(inner) and len(outer):
                block = inside[np.ix_(inner, outer)]
                bonus[inner] += _WITHIN * block.any(axis=1)
                bonus[outer] += _WITHIN * block.any(axis=0)
        return bonus

    def namesakes(self) -> Array:
        """Return what counts against a region named after a town inside it, where no word says the region is meant."""
        same = (
            (self.owner[:, None] == self.owner[None, :]) & self._inside() & (self.kinds >= FeatureClass.CITY)[:, None]
        )
        hinted = np.array([name.level for name in self.names], np.int64)[self.owner] > 0
        return np.where(same.any(axis=0) & ~hinted, _NAMESAKE, 0.0)

    def support(self, ties: Array, likely: Array) -> Array:
        """Return what the other names of the article say for each candidate."""
        weighted = ties * likely[:, None]
        best = np.maximum.reduceat(weighted, self.starts, axis=0)
        total: Array = (best * self.weights).sum(axis=0)
        return total

    def likelihoods(self, scores: Array) -> Array:
        """Likelihoods of the candidates, which sum to one for each name."""
        highest = np.maximum.reduceat(scores, self.starts)[self.groups]
        powers = np.exp(_SHARPNESS * (scores - highest))
        result: Array = powers / np.add.reduceat(powers, self.starts)[self.groups]
        return result

    def fix(self, n: int, likely: Array) -> ResolvedPlace | None:
        """The likeliest candidate of a name; those within `SAME_KM` of it, as a city's county, add to its score."""
        of_name = np.flatnonzero(self.owner == n)
        if not len(of_name):
            return None
        best = of_name[np.argmax(likely[of_name])]
        limit = np.cos(SAME_KM / EARTH_KM)
        same = self.vectors[of_name] @ self.vectors[best] > limit
        score = round(float(likely[of_name][same].sum()), 3)
        return ResolvedPlace(int(self.rows[best]), score, bool(self.main[best]), self.rivals[n])
