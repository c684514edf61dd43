"""A range of people after a verb of harm is its object; other words after "between" and "from" are not."""

from __future__ import annotations

import pytest

from agents.reader.syntax.clauses import child
from tests.unit.support.article_texts import page_of
from tests.unit.support.event_fixtures import events


@pytest.mark.parametrize(
    ("text", "doer", "people"),
    [
        ("A bomb killed between seven and nine people.", "bomb", "people"),
        ("A bomb killed from seven to nine people in Larkspur.", "bomb", "people"),
        ("The bomb wounded between 10 and 15 students in Larkspur.", "bomb", "students"),
        ("Police arrested between 30 and 40 protesters.", "Police", "protesters"),
        ("An attack killed between 20 and 30 soldiers on Monday.", "attack", "soldiers"),
    ],
)
def test_a_range_is_the_object_of_an_active_verb(text: str, doer: str, people: str) -> None:
    doc = page_of(text).passages[0].doc
    (verb,) = (t for t in doc if t.dep_ == "ROOT")
    subject, thing = child(verb, "nsubj"), child(verb, "dobj")
    assert subject is not None
    assert thing is not None
    assert (subject.text, thing.text) == (doer, people)


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Three men were arrested between 10 and 12 hours later.", "Three men"),
        ("A bomb killed people between seven and nine in the evening.", "people"),
        ("Two men were killed between two and three villages.", "Two men"),
    ],
)
def test_other_words_after_between_stay_adverbial(text: str, victims: str) -> None:
    doc = page_of(text).passages[0].doc
    (between,) = (t for t in doc if t.lower_ == "between")
    held = next(t for t in doc if t.dep_ in ("nsubjpass", "dobj"))
    assert between.dep_ == "prep"
    assert victims.endswith(held.text)


def test_the_bomb_is_not_the_victim() -> None:
    (event,) = events("A bomb killed between seven and nine people.")
    assert [party.text for party in event.recipients] == ["between seven and nine people"]
