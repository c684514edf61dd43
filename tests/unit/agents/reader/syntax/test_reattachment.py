"""Speech acts belong to who speaks, and the name of a town is no subject; what is rightly attached stays."""

from __future__ import annotations

import pytest

from agents.reader.syntax.clauses import child
from tests.unit.support.article_texts import page_of
from tests.unit.support.event_fixtures import events

SPEECH_ACTS = [
    ("The president said the vote had been rigged and called on supporters to march.", "called", "president"),
    ("The army said two soldiers were killed and blamed separatists for the ambush.", "blamed", "army"),
    ("Minister Olga Renz said 112 people had been arrested and defended the operation.", "defended", "Renz"),
    ("Councillor Neil Hart said the plan was a betrayal and threatened to resign.", "threatened", "Hart"),
    ("The ministry said the bridge was blown up by rebels and vowed to retaliate.", "vowed", "ministry"),
    ("The union said talks had failed and accused the company of bad faith.", "accused", "union"),
    ("The bishop said it was a dark day and urged both sides to talk.", "urged", "bishop"),
]
REPORTED = [
    ("The spokesman said the president met the envoy and praised his work.", "praised", "president"),
    ("The governor said the bandits attacked the village and threatened the elders.", "threatened", "bandits"),
    ("Officials said the senator left the hall and denounced the vote.", "denounced", "senator"),
]


def speaker(text: str, word: str) -> str:
    """Who a coordinated verb is said of: the subject of what it hangs on."""
    verb = next(t for t in page_of(text).passages[0].doc if t.lower_ == word)
    subject = child(verb.head, "nsubj", "nsubjpass")
    assert verb.dep_ == "conj"
    assert subject is not None
    return subject.text


@pytest.mark.parametrize(("text", "word", "who"), SPEECH_ACTS)
def test_a_speech_act_after_what_is_said_is_the_speakers(text: str, word: str, who: str) -> None:
    assert speaker(text, word) == who


@pytest.mark.parametrize(("text", "word", "who"), REPORTED)
def test_what_somebody_else_said_stays_with_them(text: str, word: str, who: str) -> None:
    assert speaker(text, word) == who


@pytest.mark.parametrize(
    "text",
    [
        "In the capital, Velden, about 15,000 people marched to parliament.",
        "In the southern city of Orsk, Tala, police arrested two men.",
    ],
)
def test_the_name_of_a_town_is_no_actor(text: str) -> None:
    (event,) = events(text)
    assert [actor.text for actor in event.actors] in (["about 15,000 people"], ["police"])


def test_a_name_between_commas_may_act() -> None:
    (event,) = events("In the end, Ruiz, the mayor, accused the company of theft.")
    assert [actor.text.split(",")[0] for actor in event.actors] == ["Ruiz"]


def test_the_tree_stays_a_tree() -> None:
    for text, *_ in SPEECH_ACTS:
        doc = page_of(text).passages[0].doc
        for token in doc:
            assert token.head is token or token in token.head.children
            assert list(token.children) == sorted(token.children, key=lambda c: c.i)
            assert all(c.head is token for c in token.children)
