"""Toponym resolution: chooses the place that each name denotes, all names of an article together as context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from agents.reader.gazetteer.index import Array, FeatureClass, gazetteer

MOST = 60
"""Candidates per name, at most; those of all names of an article are at most `MOST_TOGETHER`."""
MOST_TOGETHER = 600
ITERATIONS = 3
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
"""Bonus per kind of place, added to log10 of the population: countries are mentioned more, counties less."""
_KINDS = np.array([_KIND.get(kind, 0.0) for kind in FeatureClass])
_SMALL_REGION = -1.5
"""Bonus of a first-level region of fewer than `SMALL` people."""
SMALL = 500_000
_NAMESAKE = -1.0
"""Bonus of a region with the same name as a town inside it."""
_ALTERNATE = -1.5
_HINTED = 3.0
_WITHIN = 5.0
_CONTEXT = 4.5
_SAME_COUNTRY = 0.1
_IN_COUNTRY = 0.4
_SHARPNESS = 1.6


@dataclass(slots=True)
class PlaceName:
    """A place name of an article, once for all its mentions."""

    text: str
    """The name to look up in the gazetteer."""
    weight: float = 1.0
    """Weight as context of other names: 1 for a name mentioned once, more for a frequent one."""
    level: int = 0
    """The `FeatureClass` that context words indicate ("Clark County", "Hebei province"); 0 for none."""
    within: set[int] = field(default_factory=set)
    """Indexes of the names of places that are stated to contain it ("Lima, Ohio")."""


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """The gazetteer row that a name denotes, with its probability."""

    row: int
    score: float
    """Probability, 0 to 1."""
    main: bool
    """Whether the name is the place's main name."""
    namesakes: int
    """Number of places with this name."""


def resolve_places(names: Sequence[PlaceName]) -> list[ResolvedPlace | None]:
    """Return the most probable place of each name; None if the gazetteer has no such name.

    Candidates start from a prior (population, kind, stated containment). Then, for a few iterations, they gain from
    probable candidates of other names that are near, in the same region, around or inside.
    """
    candidates = _Candidates(names) if names else None
    if candidates is None or not len(candidates.rows):
        return [None] * len(names)
    scores = candidates.prior + candidates.containment_bonus() + candidates.namesake_malus()
    probabilities = candidates.probabilities_of(scores)
    if len(names) > 1:
        affinities = candidates.affinities()
        for _ in range(ITERATIONS):
            probabilities = candidates.probabilities_of(
                scores + _CONTEXT * np.log1p(candidates.support(affinities, probabilities))
            )
    return [candidates.best_of(n, probabilities) for n in range(len(names))]


class _Candidates:
    """The candidates of all names, as arrays with one element per candidate."""

    def __init__(self, names: Sequence[PlaceName]) -> None:
        places = gazetteer()
        found = [places.find(name.text) for name in names]
        self.names = names
        self.counts = [len(of_name) for of_name in found]
        rows = np.array([row for of_name in found for row, _ in of_name], np.int64)
        main = np.array([is_main for of_name in found for _, is_main in of_name], bool)
        owner = np.repeat(np.arange(len(names)), self.counts)
        kinds = places.rows["kind"][rows].astype(np.int64)
        hints = np.array([name.level for name in names], np.int64)[owner]
        people = places.rows["population"][rows]
        prior = np.log10(people + 100.0) + _KINDS[kinds]
        prior += np.where(main, 0.0, _ALTERNATE) + np.where(hints == np.minimum(kinds, FeatureClass.CITY), _HINTED, 0.0)
        prior += np.where((kinds == FeatureClass.ADMIN1) & (people < SMALL), _SMALL_REGION, 0.0)
        keep = self._best(owner, prior)
        self.rows, self.owner, self.prior = rows[keep], owner[keep], prior[keep]
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

    def _best(self, owner: Array, prior: Array) -> Array:
        """Return the indexes of the candidates to keep: those of each name with the highest prior."""
        limit = max(6, min(MOST, MOST_TOGETHER // max(1, len(self.names))))
        order = np.lexsort((-prior, owner))
        first = np.searchsorted(owner, np.arange(len(self.names)))
        rank = np.empty(len(owner), np.int64)
        rank[order] = np.arange(len(owner)) - first[owner[order]]
        kept: Array = np.flatnonzero(rank < limit)
        return kept

    def _inside(self) -> Array:
        """Return whether the candidate of each row is inside that of each column, shape (n, n)."""
        rows = self.rows[None, :]
        around = (self.region[:, None] == rows) | (self.country[:, None] == rows)
        inside: Array = (self.parent[:, None] == rows) | around & (self.rows[:, None] != rows)
        return inside

    def _kilometres(self) -> Array:
        """Return great-circle distances in kilometres, shape (n, n)."""
        chords: Array = np.clip(self.vectors @ self.vectors.T, -1.0, 1.0)
        return EARTH_KM * np.arccos(chords)

    def affinities(self) -> Array:
        """Return how strongly the candidate of each row supports that of each column, 0 to 1, shape (n, n)."""
        point = self.kinds > FeatureClass.COUNTRY
        near = np.exp(-self._kilometres() / NEAR_KM) * (point[:, None] & point[None, :])
        region = (self.region[:, None] == self.region[None, :]) & (self.region > 0)[None, :]
        country = (self.country[:, None] == self.country[None, :]) & (self.country > 0)[None, :]
        inside = self._inside()
        holds = inside.T
        large = self.kinds <= FeatureClass.COUNTRY
        affinity = np.maximum.reduce(
            [
                near,
                0.5 * region,
                _SAME_COUNTRY * country,
                holds * np.where(large, _IN_COUNTRY, 1.0)[:, None],
                inside * np.where(large, 0.25, 0.5)[None, :],
            ]
        )
        affinity[self.owner[:, None] == self.owner[None, :]] = 0.0
        return np.asarray(affinity)

    def containment_bonus(self) -> Array:
        """Return the bonus of each candidate for containment that the text states ("Lima, Ohio")."""
        bonus = np.zeros(len(self.rows))
        pairs = [(n, container) for n, name in enumerate(self.names) for container in sorted(name.within)]
        if not pairs:
            return bonus
        inside = self._inside() | (self._kilometres() < SUBURB_KM) & (self.kinds >= FeatureClass.CITY)[None, :]
        for n, container in pairs:
            inner, outer = np.flatnonzero(self.owner == n), np.flatnonzero(self.owner == container)
            if len(inner) and len(outer):
                block = inside[np.ix_(inner, outer)]
                bonus[inner] += _WITHIN * block.any(axis=1)
                bonus[outer] += _WITHIN * block.any(axis=0)
        return bonus

    def namesake_malus(self) -> Array:
        """Return the malus of each region with the name of a town inside it, unless context words indicate a region."""
        same = (
            (self.owner[:, None] == self.owner[None, :]) & self._inside() & (self.kinds >= FeatureClass.CITY)[:, None]
        )
        hinted = np.array([name.level for name in self.names], np.int64)[self.owner] > 0
        return np.where(same.any(axis=0) & ~hinted, _NAMESAKE, 0.0)

    def support(self, affinities: Array, probabilities: Array) -> Array:
        """Return the support of each candidate by the other names of the article."""
        weighted = affinities * probabilities[:, None]
        best = np.maximum.reduceat(weighted, self.starts, axis=0)
        total: Array = (best * self.weights).sum(axis=0)
        return total

    def probabilities_of(self, scores: Array) -> Array:
        """Return the probabilities of the candidates (softmax), which sum to 1 for each name."""
        highest = np.maximum.reduceat(scores, self.starts)[self.groups]
        powers = np.exp(_SHARPNESS * (scores - highest))
        result: Array = powers / np.add.reduceat(powers, self.starts)[self.groups]
        return result

    def best_of(self, n: int, probabilities: Array) -> ResolvedPlace | None:
        """Return the most probable candidate of a name; others within `SAME_KM` (a city's county) add to its score."""
        of_name = np.flatnonzero(self.owner == n)
        if not len(of_name):
            return None
        best = of_name[np.argmax(probabilities[of_name])]
        limit = np.cos(SAME_KM / EARTH_KM)
        same = self.vectors[of_name] @ self.vectors[best] > limit
        score = round(float(probabilities[of_name][same].sum()), 3)
        return ResolvedPlace(int(self.rows[best]), score, bool(self.main[best]), self.counts[n])
