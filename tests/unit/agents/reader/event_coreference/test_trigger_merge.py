"""Mentions of one event are merged in a sentence and linked across sentences; different events stay separate."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import analyses, events


def test_an_act_and_its_result_are_one_event_with_both_as_evidence() -> None:
    (event,) = events("Rebels attacked a convoy on Sunday, killing nine soldiers.")
    assert [r.text for r in event.recipients] == ["a convoy", "nine soldiers"]
    assert [m.trigger for m in event.mentions] == ["killing"]


def test_two_arrests_in_a_sentence_stay_two() -> None:
    text = "Police arrested Anna Petrova in Paris and soldiers detained Omar Said in Rome."
    assert len([e for e in events(text) if e.event_type == "COERCE"]) == 2


def test_a_headline_and_its_story_are_one_record_with_both_as_evidence() -> None:
    (event,) = [
        e
        for e in events("Anna Petrova met Omar Said in Paris on Sunday.", "Anna Petrova meets Omar Said")
        if e.event_type == "CONSULT"
    ]
    assert event.evidence.field == "text"
    assert [mention.field for mention in event.mentions] == ["title"]


def test_meetings_of_different_parties_are_not_linked() -> None:
    found = events("Anna Petrova met Omar Said on Sunday.\n\nLena Holm met Juan Ruiz on Sunday.")
    assert [e.story_event_id for e in found] == [None, None]


def test_events_with_different_dates_are_not_linked() -> None:
    found = events("Anna Petrova met Omar Said on 3 March 2024.\n\nAnna Petrova met Omar Said on 5 January 2024.")
    assert [e.story_event_id for e in found] == [None, None]


def test_a_mention_in_passing_is_evidence_and_no_event() -> None:
    text = "Rebels attacked a convoy on Sunday.\n\nFollowing the attack, the minister wept."
    found = analyses(text)
    assert len([f for f in found if f.dropped is None]) == 1
    assert all(f.dropped for f in found if f.coded.evidence.trigger == "attack")


def test_an_event_noun_with_its_own_day_is_an_event() -> None:
    (event,) = events("Heavy fighting resumed in Aleppo on Wednesday.")
    assert (event.event_type, event.actors) == ("ASSAULT", [])


def test_what_prepares_an_event_is_evidence_of_it() -> None:
    (event,) = events("Troops deployed along the river shelled two villages on Monday.")
    assert (event.event_type, [m.trigger for m in event.mentions]) == ("ASSAULT", ["deployed"])


def test_acts_of_others_are_no_part_of_an_event() -> None:
    found = events("Dockers in Durban went on strike on Monday after the mayor demanded longer hours.")
    assert [e.event_type for e in found] == ["PROTEST", "REQUEST"]


def test_a_doubtful_trigger_is_evidence_of_the_event_that_it_hangs_on() -> None:
    found = analyses("Rebels stormed a village on Monday with attacks.")
    (event,) = [f for f in found if f.dropped is None]
    (doubted,) = [f for f in found if f.dropped and "confidence" in str(f.dropped)]
    assert doubted.coded.evidence in event.coded.mentions
    assert doubted.dropped is not None
    assert "evidence of" in str(doubted.dropped)


@pytest.mark.parametrize(
    "text",
    [
        "The missile strike was a provocation by Peru, analysts say.",
        "Donors pay for the war against the rebels.",
        "The Kenyan offensive impressed the editors.",
    ],
)
def test_an_event_noun_with_one_party_and_no_other_fact_is_only_evidence(text: str) -> None:
    assert [e for e in events(text) if e.event_type == "ASSAULT"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Peru's attack on Bolivia shocked the editors.",
        "The attack on the guards in Lima shocked the editors.",
        "Monday's attack on the guards shocked the editors.",
    ],
)
def test_an_event_noun_with_both_sides_a_place_or_a_day_is_an_event(text: str) -> None:
    assert [e.event_type for e in events(text)] == ["ASSAULT"]


def test_two_deeds_set_after_each_other_are_two_events() -> None:
    text = "Air strikes on the valley killed three people on Friday, hours after rebels fired rockets at a base."
    doers = {e.evidence.trigger: [p.text for p in e.actors] for e in events(text)}
    assert doers == {"killed": [], "fired": ["rebels"]}


def test_deaths_after_an_attack_are_of_the_attack() -> None:
    (event,) = events("Six people died on Sunday after gunmen opened fire on a crowd.")
    assert [p.text for p in event.actors] == ["gunmen"]


def test_the_killed_of_a_passive_clause_are_those_of_the_attack_after_which_they_were_killed() -> None:
    (event,) = events("Two guards were killed on Sunday after militants stormed an office in Jos.")
    assert [p.text for p in event.actors] == ["militants"]
    assert "Two guards" in [p.text for p in event.recipients]
