"""A party between commas that acts with the subject is an actor too; a party that the subject opposes is not."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import event


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The chancellor, together with the president of Latvia, met miners in Riga.", ["chancellor", "president"]),
        ("The minister, along with two senators, visited Kabul.", ["minister", "senators"]),
        ("The envoy, accompanied by a general, met rebels in Doha.", ["envoy", "general"]),
        ("The envoy, at odds with a general, met rebels in Doha.", ["envoy"]),
        ("The envoy, named by a general, met rebels in Doha.", ["envoy"]),
    ],
)
def test_who_acts_with_the_subject(text: str, who: list[str]) -> None:
    found = event(text, "CONSULT").actors
    assert len(found) == len(who)
    assert all(word in party.text for word, party in zip(who, found, strict=True))
