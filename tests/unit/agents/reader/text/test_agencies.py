"""The agency that an article credits, and agencies that it only mentions."""

from __future__ import annotations

import pytest

from agents.reader.text.agencies import credited_agency
from streams.contract.records import Article


def agency(text: str, source: str | None = None) -> str | None:
    return credited_agency(Article(id="a", text=text, source=source))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KISUMU, March 4 (Reuters) - Floods cut the road to the lake.", "Reuters"),
        ("KISUMU (AFP) — Floods cut the road.", "AFP"),
        ("Reuters - Floods cut the road.", "Reuters"),
        ("Floods cut the road.\n\nThe Associated Press contributed to this report.", "AP"),
        ("Floods cut the road.\n\n© AFP", "AFP"),
        ("Floods cut the road. — Xinhua", "Xinhua"),
        ("Floods cut the road.\n\nSource: Agencia EFE", "EFE"),
        ("Floods cut the road.\n\nWith inputs from PTI", "PTI"),
        ("Floods cut the road (dpa)", "dpa"),
    ],
)
def test_a_credit_names_the_agency(text: str, name: str) -> None:
    assert agency(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "The governor told Reuters that the road was cut.",
        "Floods cut the road.\n\nThe governor told AFP that it would open on Monday.",
        "Reporters of Reuters were held in Kisumu on Monday, police said.",
        "Shares of Thomson Reuters rose on Monday.",
        "The app AA - a club of drivers - said the road was cut.",
        "Floods cut the road. " * 40 + "KISUMU (Reuters) - said a sign. " + "Floods cut the road. " * 40,
    ],
)
def test_an_agency_that_is_quoted_or_reported_about_is_not_credited(text: str) -> None:
    assert agency(text) is None


def test_an_agency_that_publishes_itself_is_named() -> None:
    assert agency("Floods cut the road.", "Reuters") == "Reuters"
    assert agency("Floods cut the road.", "Lake Standard") is None
