"""The agency that an article credits, and agencies that it only mentions."""

from __future__ import annotations

import pytest

from agents.reader.text.agencies import credited_agency
from streams.contract.records import Article

LONG = "Floods cut the road. " * 40


def agency(text: str, source: str | None = None, title: str | None = None) -> str | None:
    return credited_agency(Article(id="a", text=text, source=source, title=title))


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
        ("Floods cut the road in Kisumu on Monday, Reuters reported.", "Reuters"),
        ("Floods cut the road, Reuters reports, citing police.", "Reuters"),
        (f"Floods cut the road, AFP reported on Tuesday. {LONG}", "AFP"),
        (f"{LONG}The bridge was saved, the Associated Press reported.", "AP"),
        ("Floods cut the road, Turkey's state-run Anadolu news agency reported late on Monday.", "Anadolu"),
        ("“The road is cut,” reported Xinhua.", "Xinhua"),
        ("Floods cut the road, according to Reuters.", "Reuters"),
        ("According to the official IRNA news agency, floods cut the road.", "IRNA"),
        ("Floods cut the road, according to a report by Reuters on Monday.", "Reuters"),
        ("Floods cut the road, according to an AFP report.", "AFP"),
        ("Reuters reported on Monday that floods cut the road.", "Reuters"),
        ("Floods cut the road, as reported by PTI.", "PTI"),
        ("Floods cut the road, the Lake Standard said, quoting Interfax.", "Interfax"),
        ("Police searched the Reuters building in Kisumu, AFP reported.", "AFP"),
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
        f"{LONG}KISUMU (Reuters) - said a sign. {LONG}",
        f"{LONG}A bridge fell, Reuters reported. {LONG}",
        "Police searched the Reuters building in Kisumu, a spokesman said.",
        "Floods cut the road, a Reuters photographer reported.",
        "Floods cut the road, according to Reuters data.",
        "Floods cut the road, according to an editor at Reuters.",
        "According to Reuters editor Olga Renz, her office was searched.",
        "Thomson Reuters reported that revenue rose.",
        "Revenue rose by a tenth in Kisumu, Thomson Reuters reported on Monday.",
        "Reuters reported a loss of nine million dollars.",
        "The minister resigned a day after Reuters reported that he owned the dam.",
        f"{LONG}The dam was unsafe, Reuters reported last month.",
        f"{LONG}Reuters reported that the dam was unsafe. The minister denied it.",
        "Floods cut the road, the AA reported.",
        "Unrest grew, according to MENA analysts.",
        "The mayor, who reported a theft, sued Reuters on Monday.",
    ],
)
def test_an_agency_that_is_quoted_or_reported_about_is_not_credited(text: str) -> None:
    assert agency(text) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Floods cut road to the lake - Reuters", "Reuters"),
        ("Floods cut road to the lake: AFP", "AFP"),
        ("Police search offices of Reuters", None),
        ("Reuters staff held in Kisumu", None),
    ],
)
def test_a_headline_may_end_with_a_credit(title: str, name: str | None) -> None:
    assert agency("Floods cut the road.", title=title) == name


def test_an_agency_that_publishes_itself_is_named() -> None:
    assert agency("Floods cut the road.", "Reuters") == "Reuters"
    assert agency("Floods cut the road.", "Lake Standard") is None
