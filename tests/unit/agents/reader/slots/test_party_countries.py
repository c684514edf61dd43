"""The country of a party, from the places in its phrase."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import event


@pytest.mark.parametrize(
    ("text", "event_type", "slot", "country"),
    [
        ("Russia shelled Mykolaiv on Sunday.", "ASSAULT", "recipients", "UKR"),
        ("Shenzhen police detained nine brokers on Monday.", "COERCE", "actors", "CHN"),
        ("Police in Karachi detained four doctors on Sunday.", "COERCE", "actors", "PAK"),
        ("Katsina State government closed three radio stations on Monday.", "COERCE", "actors", "NGA"),
        ("The mayor of Barcelona criticised the airline on Monday.", "ACCUSE", "actors", "ESP"),
        ("Soldiers shot residents of Homs.", "ASSAULT", "recipients", "SYR"),
        # A place that is only talked about gives no country.
        ("The union condemned a ban on flights to Karachi.", "ACCUSE", "actors", None),
    ],
)
def test_a_place_in_a_phrase_gives_its_country(text: str, event_type: str, slot: str, country: str | None) -> None:
    assert [p.country for p in getattr(event(text, event_type), slot)] == [country]
