"""Examples of a pack that do not hold are reported with their line."""

from __future__ import annotations

from pathlib import Path

from agents.reader.ontology.packs import load
from agents.reader.spacy_model.model import SpacyModel
from agents.reader.triggers.pack_examples import check_examples

TYPE = """type = "PLANTING"
modes = {tree = 1.0}
[[pattern]]
mode = "tree"
match = "plant.v obj:oak"
yes = ["The mayor planted an oak.",
       "The mayor planted a rose."]
no = ["The mayor met an oak.",
      "The king planted an oak."]
"""


def test_an_example_that_does_not_hold_is_named(tmp_path: Path, model: SpacyModel) -> None:
    (tmp_path / "pack.toml").write_text('name = "mine-1"\n')
    (tmp_path / "x.toml").write_text(TYPE)
    problems = check_examples(tmp_path, load(str(tmp_path)), model.parse)
    assert [p.line for p in problems] == [7, 9]
    assert "matched by no pattern" in problems[0].message
    assert "matched by 'PLANTING-tree: plant.v obj:oak'" in problems[1].message
