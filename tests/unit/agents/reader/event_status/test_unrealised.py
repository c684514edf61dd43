"""Events that are awaited, omitted, feared or only discussed are not facts; events that happened are."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import analyses

NO_FACT = [
    ("The embargo is designed to isolate Chad until it retreats from Niger.", "RETREAT"),
    ("Peru was furious when the United States abstained instead of vetoing a Security Council resolution.", "REJECT"),
    ("Ruiz says he and Blake will stand together on arresting the terrorists.", "COERCE"),
    ("Moscow warned on Thursday that US air strikes against Chad could do serious harm to relations.", "ASSAULT"),
    ("The newspaper said Syria had indicated its interest in resuming talks.", "CONSULT"),
    ("What we fear is that they will be interned somewhere, the minister said.", "THREATEN"),
    ("The minister is concerned that gunmen could kill the hostages.", "ASSAULT"),
    ("It was not immediately known who was responsible for the explosions.", "ACCUSE"),
    ("The government has called for the Front, a separatist party, to be expelled from the talks.", "SANCTION"),
]
FACT = [
    ("The embargo isolated Chad until it withdrew its troops from Niger in May.", "RETREAT"),
    ("The United States vetoed a Security Council resolution on Monday.", "REJECT"),
    ("Police left the village on Monday after arresting three gunmen.", "COERCE"),
    ("Monday's US air strikes against Chad could harm relations.", "ASSAULT"),
    ("The minister was concerned that police had beaten the students.", "ASSAULT"),
    ("Residents were worried that gunmen had killed three guards.", "ASSAULT"),
    ("The minister said the rebels were responsible for the attack.", "ACCUSE"),
]


def statuses(text: str, event_type: str) -> set[str]:
    return {f.coded.status for f in analyses(text) if f.coded.event_type == event_type and f.dropped is None}


@pytest.mark.parametrize(("text", "event_type"), NO_FACT)
def test_events_that_did_not_happen_are_no_facts(text: str, event_type: str) -> None:
    assert "asserted" not in statuses(text, event_type)


@pytest.mark.parametrize(("text", "event_type"), FACT)
def test_events_that_happened_are_facts(text: str, event_type: str) -> None:
    assert "asserted" in statuses(text, event_type)
