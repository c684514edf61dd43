"""Numbers keep their sources if the mentions of one happening have several."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import events

BOMB = "A bomb killed seven people in a market in Mastung on Tuesday, the army said. "
BOTH = [("killed", 7, "the army"), ("killed", 9, "Hospital officials")]
CLAIMS = {
    "put by others": (BOMB + "Hospital officials put the death toll at nine.", BOTH),
    "raised by others": (BOMB + "Hospital officials later raised the toll to nine.", BOTH),
    "put by others, in the passive": (
        BOMB + "The death toll was put at nine by hospital officials.",
        [("killed", 7, "the army"), ("killed", 9, "hospital officials")],
    ),
    "in what others say": (
        BOMB + "The death toll rose to nine, doctors said.",
        [("killed", 7, "the army"), ("killed", 9, "doctors")],
    ),
    "a toll that nobody is named for": (
        BOMB + "The death toll later rose to nine.",
        [("killed", 7, "the army"), ("killed", 9, None)],
    ),
    "how many died, told by others": (
        "Gunmen attacked a market in Mastung on Tuesday, police said. Eight shoppers died, doctors said.",
        [("killed", 8, "doctors")],
    ),
    "those who took part": (
        "Thousands of people protested in Quetta on Monday. Police said 3,000 people took part in the protest. "
        "Organisers said 10,000 people took part in the rally.",
        [("participants", 3000, "Police"), ("participants", 10_000, "Organisers")],
    ),
}
NONE = {
    "one sayer": BOMB + "The army later raised the death toll to nine.",
    "one sayer, and the article": "A bomb killed seven people in Mastung. Seven people were killed, police said.",
    "nobody": "A bomb killed seven people in Mastung on Tuesday. The death toll later rose to nine.",
    "a part of the dead": BOMB + "Three children were killed in the blast.",
}


@pytest.mark.parametrize(("text", "claims"), CLAIMS.values(), ids=CLAIMS)
def test_each_source_keeps_its_own_number(text: str, claims: list[tuple[str, int, str | None]]) -> None:
    found = [event for event in events(text) if event.count_claims]
    assert [[(c.slot, c.min, c.said_by) for c in event.count_claims] for event in found] == [claims]
    (event,) = found
    assert all(text[c.start : c.end] == c.text for c in event.count_claims)


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_one_sayers_number_needs_no_claims(text: str) -> None:
    assert [event.count_claims for event in events(text)] == [[]] * len(events(text))
