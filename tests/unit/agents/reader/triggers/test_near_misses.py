"""Near misses of a user's pack: patterns that almost matched, and the missing condition."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.reader.ontology.packs import Ontology, load
from agents.reader.spacy_model.model import SpacyModel
from agents.reader.triggers.near_misses import MOST, near_misses

TYPE = """type = "PLANTING"
[[pattern]]
match = "plant.v obj:@tree !subj:spy"
[[pattern]]
about = ["gardens"]
match = "prune.v obj:*"
"""


@pytest.fixture
def ontology(tmp_path: Path) -> Ontology:
    (tmp_path / "pack.toml").write_text(
        'name = "mine-1"\n[lists]\ntree = "oak elm"\n[contexts]\ngardens = "garden gardener"\n'
    )
    (tmp_path / "planting.toml").write_text(TYPE)
    return load("plover", str(tmp_path))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The mayor planted roses in Riga.", "obj holds 'roses', which the pattern does not list"),
        ("The spy planted an oak in Riga.", "subj holds 'spy', which the pattern forbids"),
        ("The mayor pruned the budget on Monday.", "an article about gardens"),
    ],
)
def test_the_missing_condition_is_reported(ontology: Ontology, model: SpacyModel, text: str, missing: str) -> None:
    (found,) = near_misses(model.parse([text]), ontology, ["mine-1"])
    assert (found.event_type, found.missing, found.sentence) == ("PLANTING", missing, text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor planted an oak in Riga.",
        "The spy planted a story.",
        "The gardener pruned a rose.",
        "Gunmen killed two guards.",
    ],
)
def test_matches_and_distant_misses_are_not_reported(ontology: Ontology, model: SpacyModel, text: str) -> None:
    assert near_misses(model.parse([text]), ontology, ["mine-1"]) == []


def test_only_the_packs_that_are_named_are_looked_at(ontology: Ontology, model: SpacyModel) -> None:
    assert near_misses(model.parse(["The mayor pruned the budget."]), ontology, ["plover-2.0"]) == []


def test_no_article_gives_too_many(ontology: Ontology, model: SpacyModel) -> None:
    docs = model.parse(["The mayor planted roses. " * (MOST + 5)])
    assert len(near_misses(docs, ontology, ["mine-1"])) == MOST
