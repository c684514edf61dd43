"""The counter determines when every input has its output."""

from __future__ import annotations

from agents.cli.terminal.outcome_counter import OutcomeCounter


def complete(tally: OutcomeCounter) -> bool:
    return tally.complete


def test_complete_only_when_each_article_and_each_announced_event_is_there() -> None:
    tally = OutcomeCounter(expected=2)
    tally.enriched(["a", "b"])
    assert tally.event("a")
    tally.dead()
    assert not complete(tally)
    assert tally.event("b")
    assert complete(tally)
    assert tally.summary() == "2 articles: 1 enriched, 0 duplicates, 1 dead letters; 2 events"


def test_a_duplicate_is_an_article_that_announces_nothing() -> None:
    tally = OutcomeCounter(expected=2)
    tally.enriched([])
    tally.duplicate()
    assert complete(tally)
    assert tally.summary().startswith("2 articles: 1 enriched, 1 duplicates, 0 dead letters")


def test_a_repeated_event_counts_once() -> None:
    tally = OutcomeCounter(expected=2)
    tally.enriched(["a"])
    tally.enriched(["a"])
    assert tally.event("a")
    assert not complete(tally)
    assert not tally.event("a")
    assert complete(tally)
    assert tally.summary().endswith("1 events, 1 repeated events dropped by id")
