"""Status: asserted, negated, hypothetical, future and historical events."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import analyses, events

CASES = [
    ("The two governments have yet to sign the treaty.", "SUPPORT", "negated"),
    ("The two governments have signed the treaty, yet nobody is glad.", "SUPPORT", "asserted"),
    ("Journalists called for the minister to be dismissed.", "REQUEST", "asserted"),
    ("The hostages were not harmed and were released on Sunday by the pirates.", "RETREAT", "asserted"),
    ("The suspect was not named or arrested by police.", "COERCE", "negated"),
    ("She could be stopped and be arrested by police.", "COERCE", "hypothetical"),
    ("Protesters did not disperse and hurled stones at riot police.", "PROTEST", "asserted"),
    ("The army admitted that its soldiers killed four farmers.", "ASSAULT", "asserted"),
    ("Rebels attacked a convoy on Sunday.", "ASSAULT", "asserted"),
    ("The council met on Monday to discuss the strike.", "CONSULT", "asserted"),
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
    ("Bishops urged the army to open the road.", "REQUEST", "asserted"),
    ("Farmers appealed to the premier for help.", "REQUEST", "asserted"),
    ("After meeting Anna Petrova on Friday, the mayor called for calm.", "CONSULT", "asserted"),
    (
        "If she had pleaded guilty and agreed to attend classes, the judge would have freed her.",
        "AGREE",
        "hypothetical",
    ),
    ("The army is to attack the rebels at dawn.", "ASSAULT", "future"),
    ("The aim of the army is to attack the rebels.", "ASSAULT", "hypothetical"),
]


@pytest.mark.parametrize(("text", "event_type", "status"), CASES)
def test_status(text: str, event_type: str, status: str) -> None:
    """The confidence of the record does not matter."""
    assert {f.coded.status for f in analyses(text) if f.coded.event_type == event_type} == {status}


def test_a_promised_meeting_is_an_agreement() -> None:
    assert {e.event_type for e in events("The minister will meet Anna Petrova next week.")} == {"AGREE"}


def test_the_reason_names_the_word() -> None:
    found = next(f for f in analyses("Rebels did not attack the convoy.") if f.coded.status == "negated")
    assert "'not'" in found.reasons["status"]


NOT_SHARED = [
    ("The gunmen did not reach the port but killed two guards.", "ASSAULT", "asserted"),
    ("Police have not found the weapon but arrested two men.", "COERCE", "asserted"),
    ("The rebels refused to give up their weapons and attacked a convoy.", "ASSAULT", "asserted"),
    ("The army could not hold the bridge, yet it shelled the town.", "ASSAULT", "asserted"),
    ("Police did not arrest or charge the men.", "COERCE", "negated"),
    ("The militia did not attack the town and burn its houses.", "ASSAULT", "negated"),
]


@pytest.mark.parametrize(("text", "event_type", "status"), NOT_SHARED)
def test_the_scope_of_a_negation(text: str, event_type: str, status: str) -> None:
    assert {f.coded.status for f in analyses(text) if f.coded.event_type == event_type} == {status}


def test_the_present_tense_with_a_day_to_come_announces() -> None:
    text = "The finance minister of Ghana meets creditors in Accra on 2 April."
    assert {(e.event_type, e.status) for e in events(text)} == {("AGREE", "asserted")}


def test_the_purpose_of_a_future_meeting_is_future_too() -> None:
    told = events("The foreign ministers of Chile and Peru will meet in Lima on Monday to discuss the case.")
    assert not [e for e in told if e.event_type == "CONSULT" and e.status == "asserted"]
