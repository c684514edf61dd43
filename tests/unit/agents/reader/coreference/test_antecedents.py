"""Whom a pronoun means in what somebody says: the speaker, unless the speaker reports on others by profession."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import events

OF_ANOTHER = [
    "Bell went home. He was arrested on Monday, Sergeant Carl Dunn said.",
    "A man was found in the park. Sergeant Carl Dunn said he was stabbed by robbers.",
    "Mr Bell's lawyer, Ana Lund, said he was beaten by guards.",
]
OF_THE_SPEAKER = [
    "Human rights lawyer Tom Adeyemi said he was detained by police on Monday.",
    "Doctor Ana Lund said she was beaten by soldiers on Monday.",
    "Senator Carl Dunn said he was attacked by rebels on Monday.",
]


def recipients(text: str) -> list[str]:
    return [p.text for e in events(text) if e.event_type in ("ASSAULT", "COERCE") for p in e.recipients]


@pytest.mark.parametrize("text", OF_ANOTHER)
def test_who_tells_of_others_is_not_the_victim(text: str) -> None:
    assert not any(name in told for told in recipients(text) for name in ("Dunn", "Lund"))


@pytest.mark.parametrize("text", OF_THE_SPEAKER)
def test_who_speaks_of_oneself_is(text: str) -> None:
    assert len(recipients(text)) == 1
