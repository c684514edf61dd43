"""Details of events: amounts, percentages, scores, posts and moved things, each with its offsets."""

from __future__ import annotations

import pytest

from agents.reader.reading import NewsReader, NewsReading
from agents.reader.spacy_model.model import SpacyModel
from streams.contract.records import Article

CASES = [
    (
        "The club signed the striker Leo Dahl from Lens for nine million euros before the match.",
        "SPORT",
        [("amount", "nine million euros", [9_000_000.0], "EUR")],
    ),
    (
        "The ministry reported 85 new cases of measles on Monday.",
        "OUTBREAK",
        [("quantity", "85 new cases", [85.0], "case")],
    ),
    ("Floods destroyed 300 homes in the valley on Sunday.", "DISASTER", [("hazard", "Floods", [], None)]),
    (
        "Brightwater Group agreed to buy a rival bank for $40 million on Monday.",
        "DEAL",
        [("amount", "$40 million", [40_000_000.0], "USD")],
    ),
    (
        "Shares in the insurer rose 2.5 percent in Oslo on Monday.",
        "MARKET",
        [("percentage", "2.5 percent", [2.5], "percent")],
    ),
    ("The side beat Halden 3-1 in the league cup on Sunday.", "SPORT", [("score", "3-1", [3.0, 1.0], None)]),
    ("The board appointed a banker as chairman on Monday.", "APPOINTMENT", [("post", "chairman", [], None)]),
    ("The brewer Ostby bought a rival for Rs 40 crore.", "DEAL", [("amount", "Rs 40 crore", [400_000_000.0], "INR")]),
    ("Hurricane Odile made landfall on Sunday.", "DISASTER", [("hazard", "Hurricane Odile", [], None)]),
    (
        "The airline swung to a loss of $12 million in the quarter from a profit of $4 million, the company said.",
        "RESULTS",
        [("amount", "$12 million", [12_000_000.0], "USD"), ("amount", "$4 million", [4_000_000.0], "USD")],
    ),
]


@pytest.mark.parametrize(("text", "event_type", "expected"), CASES, ids=[case[0] for case in CASES])
def test_an_event_carries_what_its_type_is_about(
    model: SpacyModel, text: str, event_type: str, expected: list[tuple[str, str, list[float], str | None]]
) -> None:
    (reading,) = NewsReader(model, ("plover", "general")).read([Article(id="a", text=text)])
    assert isinstance(reading, NewsReading)
    (event,) = [e for e in reading.events if e.event_type == event_type]
    found = [(d.name, d.text, d.values, d.unit) for d in event.details]
    assert all(detail in found for detail in expected), found
    assert all(text[d.start : d.end] == d.text for d in event.details)


def test_an_amount_belongs_to_the_event_that_governs_it(model: SpacyModel) -> None:
    text = "The bank bought a stake in a rival for $9 million, and an airline cut 300 jobs in Riga."
    (reading,) = NewsReader(model, ("plover", "general")).read([Article(id="a", text=text)])
    assert isinstance(reading, NewsReading)
    carried = {e.event_type: [d.text for d in e.details if d.name in ("amount", "quantity")] for e in reading.events}
    assert carried == {"DEAL": ["$9 million"], "LAYOFF": ["300 jobs"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fog forced the airline to cancel 90 flights at the airport.", "measure"),
        ("A hurricane knocked the network offline.", "service"),
        ("The airline swung to a loss in the second quarter, the company said.", "measure"),
    ],
)
def test_a_cause_or_a_date_is_no_thing_that_moved(model: SpacyModel, text: str, name: str) -> None:
    (reading,) = NewsReader(model, ("plover", "general")).read([Article(id="a", text=text)])
    assert isinstance(reading, NewsReading)
    assert reading.events
    assert [d.text for e in reading.events for d in e.details if d.name == name] == []
