"""Status: what happened, and what was denied, feared, planned or long ago."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import events, findings

CASES = [
    ("Rebels attacked a convoy on Sunday.", "ASSAULT", "asserted"),
    ("Rebels did not attack the convoy.", "ASSAULT", "negated"),
    ("The group denied attacking the convoy.", "ASSAULT", "negated"),
    ("Rebels could attack the convoy.", "ASSAULT", "hypothetical"),
    ("If rebels attack the convoy, the army will retreat.", "ASSAULT", "hypothetical"),
    ("Residents fear an attack on the town.", "ASSAULT", "hypothetical"),
    ("The group condemned the attack on the town.", "ASSAULT", "asserted"),
    ("Police were ready to arrest the mayor.", "COERCE", "hypothetical"),
    ("Officials said that rebels attacked a convoy.", "ASSAULT", "asserted"),
    ("The premier cancelled a planned visit to Oslo.", "REJECT", "asserted"),
    ("Anna Petrova held the planned talks with Omar Said.", "CONSULT", "asserted"),
    ("Attacking a convoy is a crime.", "ASSAULT", "hypothetical"),
    ("After meeting Anna Petrova on Friday, the mayor called for calm.", "CONSULT", "asserted"),
]


@pytest.mark.parametrize(("text", "event_type", "status"), CASES)
def test_status(text: str, event_type: str, status: str) -> None:
    assert [e.status for e in events(text) if e.event_type == event_type] == [status]


def test_a_promised_meeting_is_an_agreement() -> None:
    assert {e.event_type for e in events("The minister will meet Anna Petrova next week.")} == {"AGREE"}


def test_the_reason_names_the_word() -> None:
    found = next(f for f in findings("Rebels did not attack the convoy.") if f.coded.status == "negated")
    assert "'not'" in found.reasons["status"]
