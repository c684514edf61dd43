"""A sentence that only gives the number of dead or injured adds it to the attack of the sentence before."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import events


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("A car bomb exploded in Mogadishu on Saturday. Eight shoppers died, doctors said.", 8, None),
        ("A bomb went off at a market in Jos. Six people died and 12 were hurt.", 6, 12),
        ("Gunmen opened fire at a bar in Cali. Three people died in hospital.", 3, None),
        ("Gunmen opened fire at a bar in Cali. Twenty people died in floods.", None, None),
        ("Gunmen opened fire at a bar in Cali. Nine people died in a fire in Lahore.", None, None),
        ("Gunmen opened fire at a bar in Cali. The bar was full. Nine people died.", None, None),
        ("A bomb killed four people in Jos. Six people died.", 4, None),
        ("The ministers met in Jos. Six people died.", None, None),
    ],
)
def test_the_toll_may_be_in_the_next_sentence(text: str, killed: int | None, injured: int | None) -> None:
    found = [e.magnitude for e in events(text) if e.event_type == "ASSAULT"]
    assert {m.killed.min for m in found if m.killed} == ({killed} if killed else set())
    assert {m.injured.min for m in found if m.injured} == ({injured} if injured else set())
