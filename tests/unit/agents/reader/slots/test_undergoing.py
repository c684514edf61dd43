"""The party that undergoes an event though the verb is active, and the party that does it."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import event, events

UNDERGONE = [
    ("The prison has drawn sharp criticism from the Red Cross.", "ACCUSE", ["the Red Cross"], ["The prison"]),
    ("The bank came under fire from farmers' unions over its rates.", "ACCUSE", ["farmers' unions"], ["The bank"]),
    ("The convoy came under fire from rebels on Monday.", "ASSAULT", ["rebels"], ["The convoy"]),
    ("The governor faces charges of bribery.", "ACCUSE", [], ["The governor"]),
    ("The singer went on trial in Oslo on Monday.", "ACCUSE", [], ["The singer"]),
    ("The bishop is under investigation for fraud.", "ACCUSE", [], ["The bishop"]),
    ("The firm faces a lawsuit from its workers.", "ACCUSE", ["its workers"], ["The firm"]),
    ("The general received a 10-year sentence on Tuesday.", "SANCTION", [], ["The general"]),
    ("The airline was hit with a fine by the regulator on Monday.", "SANCTION", ["the regulator"], ["The airline"]),
    ("The minister faces calls from three parties to resign.", "REQUEST", ["three parties"], ["The minister"]),
    ("The paper charged that smugglers were responsible for the death.", "ACCUSE", ["The paper"], ["smugglers"]),
    ("Moldova received 200 ambulances from Japan on Monday.", "AID", ["Japan"], ["Moldova"]),
    ("Malawi got 40 tonnes of maize from Zambia.", "AID", ["Zambia"], ["Malawi"]),
    ("Six people lost their lives in an attack on a market in Kano.", "ASSAULT", [], ["Six people"]),
    ("The army lost three soldiers in an ambush near Zhob.", "ASSAULT", [], ["The army"]),
    ("Georgia was given two radar stations by France.", "AID", ["France"], ["Georgia"]),
]
ACTIVE = [
    ("The union drew up a petition and accused the mine of neglect.", "ACCUSE", ["The union"], ["the mine"]),
    ("Canada sent blankets and tents to Malawi after the floods.", "AID", ["Canada"], ["Malawi"]),
    ("The mayor received a delegation from Peru on Monday.", "CONSULT", ["The mayor"], ["a delegation from Peru"]),
    ("Workers at the mine went on strike on Monday.", "PROTEST", ["Workers at the mine"], []),
    ("The army launched an attack on the rebels.", "ASSAULT", ["The army"], ["the rebels"]),
]


@pytest.mark.parametrize(("text", "event_type", "actors", "recipients"), [*UNDERGONE, *ACTIVE])
def test_recipients_and_actors_of_active_verbs(
    text: str, event_type: str, actors: list[str], recipients: list[str]
) -> None:
    coded = event(text, event_type)
    assert ([p.text for p in coded.actors], [p.text for p in coded.recipients]) == (actors, recipients)


def test_sending_a_person_to_face_charges_is_not_facing_them() -> None:
    found = events("A judge approved the extradition of the banker to face charges of fraud.")
    assert not [p.text for e in found for p in e.recipients if p.text == "A judge"]


def test_detained_people_are_recipients_and_deployed_forces_actors() -> None:
    held = event("The brothers have been in custody since last week on charges of theft.", "COERCE")
    assert ([p.text for p in held.actors], [p.text for p in held.recipients]) == ([], ["The brothers"])
    out = events("Police and soldiers were out in force on Friday.")
    assert [p.text for e in out for p in e.recipients] == []


@pytest.mark.parametrize("state", ["were reported killed", "were found shot", "were feared killed"])
def test_a_person_reported_killed_is_not_the_killer(state: str) -> None:
    told = [e for e in events(f"Rebels attacked Tarek on Sunday. Eight people {state}.") if e.event_type == "ASSAULT"]
    assert [p.text for e in told for p in e.actors if "people" in p.text] == []
