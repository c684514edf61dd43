"""The gazetteer: arrays mapped into memory and shared by every reader process on the machine."""

from __future__ import annotations

from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.reader.gazetteer.spelling import key_hash, spelling_key

Array = NDArray[Any]
FOLDER = Path(__file__).with_name("arrays")
ARRAYS = ("rows", "names", "hashes", "targets")
ALTERNATE = 1 << 31
"""Bit of an index entry whose name is not the place's main name."""
ROW = np.dtype(
    [
        ("geonames_id", np.uint32),
        ("latitude", np.float32),
        ("longitude", np.float32),
        ("population", np.uint32),
        ("parent", np.uint16),
        ("kind", np.uint8),
        ("name", np.uint32),
    ]
)
"""One place: `parent` is the row of the smallest region that contains it (0: none), `name` its offset in the names."""


class FeatureClass(IntEnum):
    """The kind of a place, from large to small."""

    NONE = 0
    AREA = 1
    COUNTRY = 2
    ADMIN1 = 3
    ADMIN2 = 4
    CITY = 5
    CAPITAL = 6
    """A city that is the seat of its country's government."""


class Gazetteer:
    """Looks up names. Opening takes milliseconds; memory is read on demand and shared between processes."""

    def __init__(self, folder: Path = FOLDER) -> None:
        arrays = {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in ARRAYS}
        self.rows, self._names, self._hashes, self._targets = (arrays[name] for name in ARRAYS)
        self.find = lru_cache(20_000)(self._find)
        self.first_level, self.country = self._levels()

    def _find(self, name: str) -> tuple[tuple[int, bool], ...]:
        """Return the rows of the places with this name, each with whether it is the main name."""
        wanted = np.uint64(key_hash(spelling_key(name)))
        first = int(np.searchsorted(self._hashes, wanted))
        found = []
        while first < len(self._hashes) and self._hashes[first] == wanted:
            target = int(self._targets[first])
            found.append((target & ~ALTERNATE, target < ALTERNATE))
            first += 1
        return tuple(found)

    def name(self, row: int) -> str:
        """Return the main name of the place in a row."""
        start = int(self.rows["name"][row])
        end = int(self.rows["name"][row + 1]) if row + 1 < len(self.rows) else len(self._names)
        return bytes(self._names[start:end]).decode()

    def _levels(self) -> tuple[Array, Array]:
        """For each row that can be a parent, the rows of its first-level region and its country (0: none)."""
        regions = self.rows[: np.iinfo(np.uint16).max + 1]
        kind, parent = np.array(regions["kind"]), np.array(regions["parent"])
        levels = []
        for level in (FeatureClass.ADMIN1, FeatureClass.COUNTRY):
            at = np.arange(len(parent))
            for _ in FeatureClass:
                at = np.where(kind[at] == level, at, parent[at])
            levels.append(at)
        return levels[0], levels[1]


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of this process."""
    return Gazetteer()
