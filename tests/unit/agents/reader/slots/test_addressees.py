"""Addressees: the party that is asked or promised something is a recipient; the thing asked for or discussed is not."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import analyses

NOT_ADDRESSED = [
    ("Kenya called for a special session of the African Union to discuss the drought.", "REQUEST"),
    ("Kenya called for an emergency meeting of the Security Council in Geneva.", "REQUEST"),
    ("The opposition demanded the release of Maria Sand.", "REQUEST"),
    ("The movement demands Haddad's reinstatement.", "REQUEST"),
    ("The party demanded the dismissal of the police chief.", "REQUEST"),
    ("The charity urged aid for war victims in Sudan.", "REQUEST"),
    ("Residents demanded better roads for farmers.", "REQUEST"),
    ("The United Nations called for the protection of civilians in Darfur.", "REQUEST"),
    ("The British government has formally called for the Front, a separatist party, to be expelled.", "REQUEST"),
    ("The north's Catholic minority demanded a settlement that would end the dispute.", "REQUEST"),
    ("Chile and Peru also committed ground troops, to a lesser degree.", "AGREE"),
    ("The two presidents pledged to consult each other on their approaches to relations with NATO.", "AGREE"),
    ("The Norwegian government has staunchly opposed the alliance's expansion into Central Asia.", "ACCUSE"),
    ("The Chilean government deplores these senseless acts against the American embassies in Lima.", "ACCUSE"),
    ("The president said the United States will not retreat from the world.", "REJECT"),
    ("The president said Washington would use force if diplomacy fails.", "THREATEN"),
]
ADDRESSED = [
    ("Unions called for the resignation of Prime Minister Ana Ruiz.", "REQUEST", ["Prime Minister Ana Ruiz"]),
    ("Lebanon asked for the UN to send observers.", "REQUEST", ["the UN"]),
    ("The British government has called for the Front to lay down its arms.", "REQUEST", ["the Front"]),
    ("Turkey appealed to Russia for gas.", "REQUEST", ["Russia"]),
    ("The group demanded 2 million dollars from the government.", "REQUEST", ["the government"]),
    ("The group demanded that Israel free 300 prisoners.", "REQUEST", ["Israel"]),
    ("The president requested the army to leave the capital.", "REQUEST", ["the army"]),
    ("France sought the extradition of the banker from Spain.", "REQUEST", ["Spain"]),
    ("Iraq agreed to give inspectors full access to eight of Tamer's presidential palaces.", "AGREE", ["inspectors"]),
    ("Chile promised the rebels an amnesty.", "AGREE", ["the rebels"]),
    ("President Ruiz discussed the Yemen crisis with premier Tom Blake.", "CONSULT", ["premier Tom Blake"]),
    ("The army threatened to use force against the strikers.", "THREATEN", ["the strikers"]),
    ("Amnesty voiced anger against the government.", "ACCUSE", ["the government"]),
]


def recipients(text: str, event_type: str) -> list[str]:
    found = [f.coded for f in analyses(text) if f.coded.event_type == event_type and f.dropped is None]
    assert found, f"no {event_type} in {text!r}"
    return [p.text for p in found[0].recipients]


@pytest.mark.parametrize(("text", "event_type"), NOT_ADDRESSED)
def test_things_asked_for_promised_or_discussed_are_no_recipients(text: str, event_type: str) -> None:
    assert recipients(text, event_type) == []


@pytest.mark.parametrize(("text", "event_type", "who"), ADDRESSED)
def test_parties_asked_promised_or_met_are_recipients(text: str, event_type: str, who: list[str]) -> None:
    assert recipients(text, event_type) == who
