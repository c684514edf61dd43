"""Generate the desk's world map from Natural Earth: `python -m agents.build.world_map countries-50m.json`.

The input is a file of the npm package world-atlas, a TopoJSON of Natural Earth's countries at 1:50 million, in the
public domain. Borders are simplified (Douglas and Peucker 1973) arc by arc, so that neighbours keep a common border.
Points are written in hundredths of a degree, each as the difference to the previous point.
"""

from __future__ import annotations

import hashlib
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

SHA256 = {"countries-50m.json": "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"}
"""Checksum of the input, in world-atlas 2.0.2."""
TOLERANCE = 0.03
"""Largest distance by which simplification may move a border, in degrees."""
UNIT = 0.01
"""Unit of the output, in degrees."""
SMALLEST_RING = 0.02
"""Smallest island in the output, in square degrees."""
OUTPUT = Path("streams/desk/view/static/world.json")

Point = tuple[float, float]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the borders, each a list of (longitude, latitude) in degrees."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        decoded.append(points)
    return decoded


def simplified(points: list[Point]) -> list[Point]:
    """Return the border with fewer points (Douglas and Peucker 1973); the first and last are kept."""
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    pending = [(0, len(points) - 1)]
    while pending:
        first, last = pending.pop()
        far, at = max(
            ((_distance(points[i], points[first], points[last]), i) for i in range(first + 1, last)), default=(0.0, 0)
        )
        if far > TOLERANCE:
            keep[at] = True
            pending += [(first, at), (at, last)]
    return [point for point, kept in zip(points, keep, strict=True) if kept]


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = max(0.0, min(1.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length)) if length else 0.0
    return float(((x - x1 - share * (x2 - x1)) ** 2 + (y - y1 - share * (y2 - y1)) ** 2) ** 0.5)


def encoded(points: list[Point]) -> list[int]:
    """Return the first point, then the differences from point to point, in `UNIT`."""
    steps: list[int] = []
    last = (0, 0)
    for lon, lat in points:
        here = round(lon / UNIT), round(lat / UNIT)
        if not steps or here != last:
            steps += [here[0] - last[0], here[1] - last[1]]
        last = here
    return steps


def world(topology: dict[str, Any]) -> dict[str, Any]:
    """Return the borders, and the rings of all countries as border numbers (`~n` is border n reversed)."""
    decoded = arcs(topology)
    rings = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings += [ring for polygon in polygons for ring in polygon if _area(decoded, ring) > SMALLEST_RING]
    used = sorted({arc if arc >= 0 else ~arc for ring in rings for arc in ring})
    number = {arc: place for place, arc in enumerate(used)}
    return {
        "unit": UNIT,
        "arcs": [encoded(simplified(decoded[arc])) for arc in used],
        "rings": [[number[arc] if arc >= 0 else ~number[~arc] for arc in ring] for ring in rings],
    }


def _area(decoded: list[list[Point]], ring: list[int]) -> float:
    points = [point for arc in ring for point in (decoded[arc] if arc >= 0 else decoded[~arc][::-1])]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(points))) / 2


def main(path: Path) -> None:
    """Write the map.

    Raises:
        SystemExit: the checksum of the input differs.
    """
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != SHA256.get(path.name):
        raise SystemExit(f"{path} is not the file of world-atlas 2.0.2: its SHA-256 is another")
    OUTPUT.write_text(json.dumps(world(json.loads(raw)), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
