"""Articles of everyday news read with both packs: what is one happening, and what an article's subject settles."""

from __future__ import annotations

import pytest

from agents.reader.events.coded_event import CodedEvent
from agents.reader.ontology.packs import load
from tests.unit.support.event_fixtures import findings

BOTH = load("plover", "general")


def coded(text: str, event_type: str) -> list[CodedEvent]:
    """The events of a type in an article."""
    found = [f.coded for f in findings(text, ontology=BOTH) if f.dropped is None]
    return [event for event in found if event.event_type == event_type]


APART = {
    "a match and an injury": (
        "SPORT",
        "Halden beat Vardo 3-1 in the league on Saturday. The captain tore a hamstring in the match.",
    ),
    "a match and a ban": (
        "SPORT",
        "Halden beat Vardo 3-1 in the cup final on Saturday. The league banned the Vardo coach for two matches.",
    ),
    "a price and a suspension": (
        "MARKET",
        "Trading in the shares was suspended on Monday. Shares in the brewer Ostby later rose 12 percent.",
    ),
    "two shares of one sentence": (
        "MARKET",
        "Shares in Ostby rose 12 percent on news of the takeover offer but shares in Brandal fell 4 percent.",
    ),
    "two matches by their scores": (
        "SPORT",
        "Halden beat Vardo 3-1 in the league on Saturday. In the other match Mosse drew 2-2 with Raufoss.",
    ),
}
ONE = {
    "a match and its goals": (
        "SPORT",
        "Halden beat Vardo 2-1 in the cup on Saturday. Lund scored the winning goal late in the match.",
    ),
    "a quake": (
        "DISASTER",
        "An earthquake struck the town of Sai on Monday, killing 40 people. The earthquake destroyed 300 homes.",
    ),
}


@pytest.mark.parametrize("name", APART)
def test_two_happenings_of_a_type_are_not_one(name: str) -> None:
    event_type, text = APART[name]
    stories = [e for e in coded(text, event_type) if e.story_event_id is None]
    assert len(stories) == 2, [e.evidence.trigger for e in stories]


@pytest.mark.parametrize("name", ONE)
def test_two_mentions_of_a_happening_are_one_story(name: str) -> None:
    event_type, text = ONE[name]
    stories = [e for e in coded(text, event_type) if e.story_event_id is None]
    assert len(stories) == 1, [e.evidence.trigger for e in stories]


def test_a_charge_in_an_article_about_sport_is_of_sport() -> None:
    text = (
        "Halden beat Vardo 3-1 in the league on Saturday. The Vardo coach was sent from the touchline in the match. "
        "The league striker faces a charge of failing to control himself after the cup semi-final."
    )
    assert any("discipline" in event.modes for event in coded(text, "SPORT"))


def test_what_failed_after_an_event_says_nothing_of_it() -> None:
    text = "Ostby was left ruing the failure to close the gap in the league after the 1-1 draw with Halden."
    assert [event.status for event in coded(text, "SPORT") if "draw" in event.modes] == ["asserted"]


def test_who_governs_and_resigns_stays_with_plover() -> None:
    ministers = "The interior minister, Ana Roth, resigned on Monday after a vote in parliament."
    assert [e.event_type for t in ("RETREAT", "RESIGNATION") for e in coded(ministers, t)] == ["RETREAT"]
    chiefs = "The chief executive of the ferry line, Ola Fenn, resigned on Monday."
    assert [e.event_type for t in ("RETREAT", "RESIGNATION") for e in coded(chiefs, t)] == ["RESIGNATION"]


def test_prices_and_openings_of_years_ago_are_background() -> None:
    assert coded("The shop opened in 2011. Prices of houses rose by a tenth in 1998, the bank said.", "LAUNCH") == []
    assert coded("Prices of houses rose by a tenth in 1998, the bank said.", "MARKET") == []
    assert [e.status for e in coded("A flood killed 40 people in the town in 1998.", "DISASTER")] == ["historical"]
