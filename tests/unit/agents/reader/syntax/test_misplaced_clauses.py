"""Clauses that say something of another noun than the parser hangs them on, and those that are where they belong."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import analyses

CASES: list[tuple[str, str, list[str], list[str]]] = [
    ("Two men appeared in court charged with theft.", "ACCUSE", [], ["Two men"]),
    ("The mayor condemned the army; rebels attacked a convoy.", "ASSAULT", ["rebels"], ["a convoy"]),
    ("A crowd of 3,000 teachers rallied in Lima on Monday, police said.", "PROTEST", ["A crowd of 3,000 teachers"], []),
    # What stays.
    ("The court charged two men on Monday.", "ACCUSE", ["The court"], ["two men"]),
    ("The army arrested priests in the port.", "COERCE", ["The army"], ["priests"]),
]


@pytest.mark.parametrize(("text", "event_type", "actors", "recipients"), CASES)
def test_clauses_belong_to_their_party(text: str, event_type: str, actors: list[str], recipients: list[str]) -> None:
    kept = [f.coded for f in analyses(text) if f.dropped is None and f.coded.event_type == event_type]
    assert (actors, recipients) in [([p.text for p in e.actors], [p.text for p in e.recipients]) for e in kept]


def test_in_case_opens_a_condition() -> None:
    def statuses(text: str) -> list[str]:
        return [f.coded.status for f in analyses(text) if f.coded.event_type == "COERCE"]

    assert "asserted" not in statuses("The guards stood by in case the army arrested priests.")
    assert statuses("The guards stood by and in one case the army arrested priests.") == ["asserted"]


def parties(text: str, event_type: str) -> list[tuple[str, list[str], list[str]]]:
    kept = [f.coded for f in analyses(text) if f.dropped is None and f.coded.event_type == event_type]
    return [(e.status, [p.text for p in e.actors], [p.text for p in e.recipients]) for e in kept]


def test_a_place_before_where_is_nobodys_victim() -> None:
    text = "Iran sent troops into northern Iraq, where fighting broke out between two rebel groups."
    assert parties(text, "ASSAULT") == [("asserted", ["two rebel groups"], [])]
    assert parties("Rebels attacked a convoy that was on its way to Iraq.", "ASSAULT")[0][2] == ["a convoy"]


def test_who_flees_a_home_is_not_driven_out_by_its_owner() -> None:
    assert parties("Residents fled their homes on Monday.", "SANCTION") == [("asserted", [], ["Residents"])]
    assert parties("Thousands of villagers fled the militia.", "SANCTION")[0][1] == ["the militia"]


def test_going_somewhere_to_act_is_a_purpose() -> None:
    assert not any(
        status == "asserted"
        for status, *_ in parties("Inspectors had gone to the island to investigate claims of abuse.", "ACCUSE")
    )
    assert parties("The rebels went on to kill three soldiers.", "ASSAULT")[0][0] == "asserted"


def test_a_meeting_to_come_is_agreed_only_by_those_who_will_meet() -> None:
    assert parties("A public meeting will be held on Friday at the town hall.", "AGREE") == []
    assert parties("Kenya and Uganda will hold talks on Friday in Nairobi.", "AGREE")[0][1] == ["Kenya", "Uganda"]
    assert parties("Mayor Tom Hale is on a personal trip to Beijing.", "CONSULT") == []
