"""The list of event types equals that of the packs; misspelt types and types of other packs are distinguished."""

from __future__ import annotations

import pytest

from agents.reader.ontology.packs import NONE, load
from streams.contract.event_types import KNOWN, PLOVER, suggestion


def test_the_list_is_that_of_the_packs() -> None:
    assert set(load("plover").types) - {NONE} == set(PLOVER)
    assert set(load("plover", "general").types) - {NONE} == KNOWN


@pytest.mark.parametrize(("name", "meant"), [("ASSULT", "ASSAULT"), ("PROTESTS", "PROTEST"), ("Assault", "ASSAULT")])
def test_a_misspelt_type_has_a_suggestion(name: str, meant: str) -> None:
    assert suggestion(name) == meant


@pytest.mark.parametrize("name", ["ASSAULT", "STORM", "HARVEST"])
def test_a_type_of_another_pack_has_none(name: str) -> None:
    assert suggestion(name) is None
