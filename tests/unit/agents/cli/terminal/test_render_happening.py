"""A happening as one line."""

from __future__ import annotations

from agents.cli.terminal.render_happening import render_happening
from agents.happenings.joining import Joining
from streams.contract.records import Event
from tests.unit.support.happening_records import copy
from tests.unit.support.news_events import attack, killed, named, place, said


def line(*articles: list[Event]) -> str:
    joining = Joining(100)
    (*_, last) = [h for events in articles for h in joining.add_events(events)]
    return render_happening(last).plain


def test_the_numbers_of_a_developing_story() -> None:
    at = "2024-03-05T09:00:00Z"
    army = attack("a3", magnitude=killed(7), attribution=said("the army"), published_at=at)
    hospital = attack("a3", number=1, magnitude=killed(9), attribution=said("the hospital"), published_at=at)
    told = line(
        [attack("a1")], [attack("a2", magnitude=killed(5), published_at="2024-03-04T20:00:00Z")], [army, hospital]
    )
    assert "killed 3 → 5 → 7 (the army: 7, the hospital: 9)" in told
    assert "Charsadda, PAK 2024-03-04" in told
    assert "3 articles, 3 sources" in told


def test_corrections_and_denials_are_named() -> None:
    source = "Lake Standard"
    denial = attack(
        "a3",
        "The Dawn Brigade denied on Tuesday that it attacked the market in Charsadda.",
        status="negated",
        actors=[named("Dawn Brigade", "PAK", "ORG")],
        attribution=said("the Dawn Brigade"),
    )
    told = line(
        [attack("a1", source=source, magnitude=killed(9))],
        [attack("a2", source=source, magnitude=killed(7), published_at="2024-03-04T20:00:00Z")],
        [denial],
    )
    assert "1 correction" in told
    assert "denied by the Dawn Brigade" in told


def test_copies_are_no_independent_sources() -> None:
    joining = Joining(100)
    joining.add_events([attack("a1")])
    (happening,) = joining.add_copy(copy("c1", "a1"))
    assert "2 articles, 2 sources, 1 independent" in render_happening(happening).plain


def test_article_text_cannot_control_the_terminal() -> None:
    hostile = "\x1b[2J\u202eevil\n"
    told = line([attack("a1", location=place(hostile), attribution=said(hostile))])
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "\n" not in told
