"""Default routes and rules know the types of every loaded pack, including users' packs."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.cli.terminal.filter_options import filter_rule
from agents.pool.pack_types import pack_types
from agents.reader.ontology.pack_check import check_files
from streams.contract.event_types import KNOWN, PLOVER
from streams.routing.routes import load_routes
from streams.routing.rule import Rule


@pytest.fixture
def own(tmp_path: Path) -> str:
    (tmp_path / "pack.toml").write_text('name = "mine-1"\n')
    (tmp_path / "a.toml").write_text('type = "PLANTING"\n[[pattern]]\nmatch = "plant.v"\nyes = ["a"]\n')
    (tmp_path / "b.toml").write_text('type = "NONE"\n[[pattern]]\nmatch = "plan.v"\n')
    (tmp_path / "c.toml").write_text('extends = "plover:AID"\n[[pattern]]\nmatch = "feed.v"\n')
    return str(tmp_path)


def test_the_types_of_packs_are_those_that_they_define(own: str) -> None:
    assert set(pack_types(["plover", "general", own])) == KNOWN | {"PLANTING"}
    assert pack_types([own]) == ["PLANTING"]


def test_a_custom_type_has_a_default_route(own: str) -> None:
    routes = load_routes(None, pack_types(["plover", own]))
    assert len(routes) == len(PLOVER) + 1
    assert (routes[-1].name, routes[-1].type) == ("planting", ["PLANTING"])


def test_tail_accepts_a_custom_type() -> None:
    assert filter_rule(["planting"], None, None, None, None, None, 0.0) == Rule(type=["PLANTING"])


def test_a_type_similar_to_a_known_one_is_a_problem(own: str) -> None:
    (Path(own) / "a.toml").write_text('type = "PROTESTS"\n[[pattern]]\nmatch = "plant.v"\nyes = ["a"]\n')
    assert [p.message for p in check_files(Path(own))] == ["rules take type PROTESTS for a misspelt PROTEST: rename it"]
