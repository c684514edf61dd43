"""Why events were joined: pairs of articles that are one happening or almost, best match first."""

from __future__ import annotations

from agents.happenings.explaining import explain_joining
from tests.unit.support.news_events import attack, day, killed


def test_two_reports_of_one_attack_are_a_pair_of_one_happening() -> None:
    one, other = attack("a1", magnitude=killed(3)), attack("a2", magnitude=killed(4))
    (pair,) = explain_joining([[one], [other]], 4)
    assert {pair.one.event_id, pair.other.event_id} == {one.event_id, other.event_id}
    assert pair.happening_id is not None
    assert pair.apart is None
    assert pair.match.score > 0
    assert [(claim.event_id, claim.min) for claim in pair.claims] == [(pair.one.event_id, 3), (pair.other.event_id, 4)]


def test_unrelated_attacks_are_no_pair() -> None:
    far = attack("a2", date=day("2020-01-01"), location=None)
    assert not [pair for pair in explain_joining([[attack("a1")], [far]], 4) if pair.happening_id]


def test_two_events_of_one_article_are_a_pair_with_the_reason_of_the_article() -> None:
    one, other = attack("a1"), attack("a1", "The blast killed three traders.", number=1, location=None)
    (pair,) = explain_joining([[one, other]], 1)
    assert pair.happening_id is not None
    assert "article" in {reason.feature for reason in pair.match.reasons}


def test_two_events_that_their_article_tells_apart_are_a_pair_with_that_reason() -> None:
    police = "A bomb exploded at a police station in Charsadda on Monday, killing three guards, police said."
    pairs = list(explain_joining([[attack("a1"), attack("a1", police, number=1)]], 1))
    assert all(pair.happening_id is None for pair in pairs)
    other_toll = attack("a1", number=1, magnitude=killed(9))
    (pair,) = explain_joining([[attack("a1"), other_toll]], 1)
    assert (pair.happening_id, pair.apart) == (None, "their article tells them as two events")
