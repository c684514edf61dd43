"""If a party condemns "the attack", its recipient is the attacker, if the article makes clear who that is."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import event, events

RAID = "Gunmen attacked a police post near Zhob on Tuesday, killing nine officers. "
AIMED = [
    RAID + "President Idris Tolo condemned the attack.",
    RAID + "The United Nations denounced the killing of the officers.",
    RAID + "The mayor of Zhob deplored the attack.",
]
NOT_AIMED = [
    "A bomb exploded in Zhob on Tuesday, killing nine officers. President Idris Tolo condemned the attack.",
    RAID + "Troops shelled a village on Monday, killing four shepherds. President Idris Tolo condemned the attack.",
    RAID + "President Idris Tolo condemned the law.",
]


@pytest.mark.parametrize("text", AIMED)
def test_the_doer_of_a_condemned_deed_is_condemned(text: str) -> None:
    assert [p.text for p in event(text, "ACCUSE").recipients] == ["Gunmen"]


@pytest.mark.parametrize("text", NOT_AIMED)
def test_nobody_is_condemned_if_the_agent_is_not_clear(text: str) -> None:
    assert [p.text for e in events(text) if e.event_type == "ACCUSE" for p in e.recipients] == []


def test_a_filled_recipient_is_no_longer_missing() -> None:
    assert "recipient" not in [m.slot for m in event(AIMED[0], "ACCUSE").missing]
