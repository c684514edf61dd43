"""Clauses that say something of another noun than the parser hangs them on, and those that are where they belong."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import findings

CASES: list[tuple[str, str, list[str], list[str]]] = [
    ("Two men appeared in court charged with theft.", "ACCUSE", [], ["Two men"]),
    ("The mayor condemned the army; rebels attacked a convoy.", "ASSAULT", ["rebels"], ["a convoy"]),
    # What stays.
    ("The court charged two men on Monday.", "ACCUSE", ["The court"], ["two men"]),
    ("The army arrested priests in the port.", "COERCE", ["The army"], ["priests"]),
]


@pytest.mark.parametrize(("text", "event_type", "actors", "recipients"), CASES)
def test_clauses_belong_to_their_party(text: str, event_type: str, actors: list[str], recipients: list[str]) -> None:
    kept = [f.coded for f in findings(text) if f.dropped is None and f.coded.event_type == event_type]
    assert (actors, recipients) in [([p.text for p in e.actors], [p.text for p in e.recipients]) for e in kept]


def test_in_case_opens_a_condition() -> None:
    def statuses(text: str) -> list[str]:
        return [f.coded.status for f in findings(text) if f.coded.event_type == "COERCE"]

    assert "asserted" not in statuses("The guards stood by in case the army arrested priests.")
    assert statuses("The guards stood by and in one case the army arrested priests.") == ["asserted"]
