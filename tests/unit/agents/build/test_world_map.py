"""The desk's map: simplified borders stay close to the original, and tiny islands are left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agents.build import world_map

SQUARE = [[0, 0], [50, 0], [50, 1], [0, 50], [-100, -1], [0, -50]]
"""A delta-encoded arc in tenths of a degree; its third point is 0.1 degrees off the line."""
ISLET = [[200, 200], [1, 0], [0, 1], [-1, -1]]
TOPOLOGY = {
    "transform": {"scale": [0.1, 0.1], "translate": [-5.0, -2.0]},
    "arcs": [SQUARE, ISLET],
    "objects": {
        "countries": {"geometries": [{"type": "Polygon", "arcs": [[0]]}, {"type": "MultiPolygon", "arcs": [[[~1]]]}]}
    },
}


def test_arcs_are_degrees() -> None:
    first, last = world_map.arcs(TOPOLOGY)[0][0], world_map.arcs(TOPOLOGY)[0][-1]
    assert first == (-5.0, -2.0)
    assert last == pytest.approx((-5.0, -2.0))


def test_simplified_keeps_the_ends_and_what_is_far_from_the_line() -> None:
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0)]
    assert world_map.simplified(line) == [(0.0, 0.0), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0)]


def test_arcs_are_encoded_as_deltas_without_zeros() -> None:
    assert world_map.encoded([(1.0, 2.0), (1.001, 2.001), (1.5, 1.5)]) == [100, 200, 50, -50]


def test_countries_are_kept_and_tiny_islands_removed() -> None:
    made = world_map.world(TOPOLOGY)
    assert made["rings"] == [[0]]
    assert len(made["arcs"]) == 1


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "countries-50m.json").write_text("{}")
    with pytest.raises(SystemExit, match="SHA-256"):
        world_map.main(tmp_path / "countries-50m.json")


def test_the_desk_has_its_map() -> None:
    shipped = json.loads((Path(__file__).parents[4] / world_map.OUTPUT).read_text(encoding="utf-8"))
    assert shipped["unit"] == world_map.UNIT
    numbers = {arc if arc >= 0 else ~arc for ring in shipped["rings"] for arc in ring}
    assert numbers == set(range(len(shipped["arcs"])))
