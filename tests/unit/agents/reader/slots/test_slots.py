"""Slots: actors and recipients in the constructions of news English."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import event, events

CASES = [
    ("Rebels attacked a convoy on Sunday.", "ASSAULT", ["Rebels"], ["a convoy"]),
    ("A convoy was attacked by rebels on Sunday.", "ASSAULT", ["rebels"], ["A convoy"]),
    ("Police who arrested Anna Petrova in Paris refused to comment.", "COERCE", ["Police"], ["Anna Petrova"]),
    ("Russia's attack on Ukraine drew a crowd of reporters.", "ASSAULT", ["Russia"], ["Ukraine"]),
    ("The army carried out an attack on the rebels.", "ASSAULT", ["The army"], ["the rebels"]),
    ("Chile and Peru condemned the generals.", "ACCUSE", ["Chile", "Peru"], ["the generals"]),
    ("The minister traveled to Oslo and criticized the police.", "ACCUSE", ["The minister"], ["the police"]),
    # The place of an event is not a recipient, and the "in" of an object belongs to the object.
    ("Rebels stormed an army camp in northern Peru.", "ASSAULT", ["Rebels"], ["an army camp in northern Peru"]),
    ("The army killed dozens of villagers on Tuesday.", "ASSAULT", ["The army"], ["dozens of villagers"]),
    # A withdrawal of one's own troops has no recipient.
    ("Chile withdrew its troops from Bolivia on Monday.", "RETREAT", ["Chile"], ["Bolivia"]),
    ("Norway returned two paintings to Polish authorities.", "RETREAT", ["Norway"], ["Polish authorities"]),
    # The party that a word of duty or a clause after a noun asks.
    ("The minister said Peru must release the prisoners.", "REQUEST", ["The minister"], ["Peru"]),
    ("Lima repeated its demand that Chile free the sailors.", "REQUEST", ["Lima"], ["Chile"]),
    ("Hundreds of families have sought refuge in Bolivia.", "REQUEST", ["Hundreds of families"], ["Bolivia"]),
    ("Anna Petrova mediated between Chile and Peru.", "CONSULT", ["Anna Petrova"], ["Chile", "Peru"]),
    ("Norway shared evidence with its Danish counterparts.", "COOPERATE", ["Norway"], ["its Danish counterparts"]),
    ("Police accused the driver of theft.", "ACCUSE", ["Police"], ["the driver"]),
    # What two sides do together: talks and agreements, but not an appeal or the end of talks.
    ("The minister held talks with the miners on Monday.", "CONSULT", ["The minister", "the miners"], []),
    ("Peru is in negotiations with Chile.", "CONSULT", ["Peru", "Chile"], []),
    ("The village council worked out an accord with the herders.", "AGREE", ["The village council", "the herders"], []),
    (
        "Norwegian troops held joint exercises with Danish troops.",
        "COOPERATE",
        ["Norwegian troops", "Danish troops"],
        [],
    ),
    ("The minister met with the miners on Monday.", "CONSULT", ["The minister"], ["the miners"]),
    ("The minister rejected a deal with the rebels.", "REJECT", ["The minister"], ["the rebels"]),
    ("The minister discussed the strike with the miners.", "CONSULT", ["The minister"], ["the miners"]),
    # The party that aid helps, and the party that a threat or a refusal concerns.
    ("France sent 200 troops to help Mali fight the rebels.", "AID", ["France"], ["Mali"]),
    ("The union pledged $5 million to support farmers in need.", "AGREE", ["The union"], ["farmers"]),
    ("The club donated $5,000 to the Red Cross to help families.", "AID", ["The club"], ["the Red Cross"]),
    ("The group threatened to kill the hostages.", "THREATEN", ["The group"], ["the hostages"]),
    ("Iran threatened to close the strait.", "THREATEN", ["Iran"], []),
    ("The president refused to meet the strikers.", "REJECT", ["The president"], ["the strikers"]),
    ("The council refused to release the report.", "REJECT", ["The council"], []),
    # Something withheld from or paid by a party was not done by it.
    ("Anna Petrova was charged with sedition and denied bail.", "REJECT", [], ["Anna Petrova"]),
    ("Anna Petrova was freed in May and rejected an offer by Peru.", "REJECT", ["Anna Petrova"], ["an offer by Peru"]),
    # The party after a warning is not its actor; a person who walks free was released.
    ("The embassy issued a warning for Peru after the bombings that killed nine monks.", "ASSAULT", [], ["nine monks"]),
    ("Rebels launched a raid on the market.", "ASSAULT", ["Rebels"], ["the market"]),
    ("The editor walked free on Friday.", "RETREAT", [], ["The editor"]),
    # The party that an order is about is not its addressee.
    ("The minister ordered all lawyers to be freed.", "REQUEST", ["The minister"], []),
    ("Amnesty International called for the officers to be prosecuted.", "REQUEST", ["Amnesty International"], []),
    ("The minister ordered all lawyers to leave.", "REQUEST", ["The minister"], ["all lawyers"]),
    ("Protesters called for Peru's withdrawal from Bolivia.", "REQUEST", ["Protesters"], []),
    ("The union asked for a loan from the ministry.", "REQUEST", ["The union"], ["the ministry"]),
    ("She asked him for soldiers.", "REQUEST", [], []),
    # A body before an office, with its acronym.
    (
        "Northern People's Party (NPP) chairman Adu Mensah met the miners.",
        "CONSULT",
        ["Northern People's Party (NPP) chairman Adu Mensah"],
        ["the miners"],
    ),
    (
        "The United Nations (UN) and Peru met the miners.",
        "CONSULT",
        ["The United Nations (UN)", "Peru"],
        ["the miners"],
    ),
    # Who accuses, asks or acts, where the parser attaches them to another word.
    ("The firm was accused of bribery by prosecutors.", "ACCUSE", ["prosecutors"], ["The firm"]),
    (
        "The minister faces calls to resign from opposition lawmakers.",
        "REQUEST",
        ["opposition lawmakers"],
        ["The minister"],
    ),
    ("The opposition called on the president to resign.", "REQUEST", ["The opposition"], ["the president"]),
    ("An ex-soldier stabbed two passengers on a train.", "ASSAULT", ["An ex-soldier"], ["two passengers"]),
]

HARM = [
    ("Six pupils were hurt in an attack on a school that killed nine guards.", []),
    ("The bombing of a market which killed nine people shocked the town.", []),
    ("The army shelled a camp of rebels who killed nine guards.", ["The army", "rebels"]),
]


@pytest.mark.parametrize(("text", "actors"), HARM)
def test_the_target_of_an_act_is_not_the_killer(text: str, actors: list[str]) -> None:
    assert [a.text for e in events(text) for a in e.actors] == actors


def test_actor_and_recipient_of_a_threat_differ() -> None:
    first = events("Peru's minister Ana Ruiz warned that Peru would expel diplomats.")[0]
    assert (first.event_type, first.recipients) == ("THREATEN", [])


BEHIND = [
    ("Peru condemned Bolivia's decision to close the bridge.", "ACCUSE", "Bolivia's decision", "Bolivia"),
    ("Peru's parliament rejected a request by Bolivia.", "REJECT", "a request by Bolivia", "Bolivia"),
    ("The opposition rejected Anna Petrova's offer.", "REJECT", "Anna Petrova's offer", "Anna Petrova"),
    ("Denmark gave two million euros to Chile's health sector.", "AID", "Chile's health sector", "Chile"),
]


@pytest.mark.parametrize(("text", "event_type", "actors", "recipients"), CASES)
def test_actors_and_recipients_are_the_phrases_as_written(
    text: str, event_type: str, actors: list[str], recipients: list[str]
) -> None:
    of_type = [e for e in events(text) if e.event_type == event_type]
    coded = next((e for e in of_type if e.status == "asserted"), of_type[0])  # its aim may be a separate record
    assert [a.text for a in coded.actors] == actors
    assert [r.text for r in coded.recipients] == recipients


@pytest.mark.parametrize(("text", "event_type", "written", "name"), BEHIND)
def test_the_party_behind_a_thing_is_the_recipient(text: str, event_type: str, written: str, name: str) -> None:
    (recipient,) = event(text, event_type).recipients
    assert (recipient.text, recipient.name) == (written, name)


def test_rejecting_a_thing_without_an_owner_has_no_recipient() -> None:
    coded = event("The mayor condemned the new tariffs.", "ACCUSE")
    assert coded.recipients == []


def test_a_duty_without_a_speaker_has_no_actor() -> None:
    coded = event("Peru must release the prisoners.", "REQUEST")
    assert coded.actors == []
    assert [r.text for r in coded.recipients] == ["Peru"]


def test_a_participant_slices_to_its_text() -> None:
    text = "On Monday,  the “Sea  Party” accused Anna Petrova of fraud."
    coded = event(text, "ACCUSE")
    assert coded.recipients
    for participant in [*coded.actors, *coded.recipients]:
        assert text[participant.start : participant.end] == participant.text


def test_an_empty_slot_says_why() -> None:
    coded = event("Three men were arrested on Monday.", "COERCE")
    assert coded.actors == []
    assert next(m.reason for m in coded.missing if m.slot == "actor")
