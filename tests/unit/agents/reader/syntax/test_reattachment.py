"""Speech acts are attached to their speaker, and names of towns are not subjects; correct parses do not change."""

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
    """Return the subject of the verb to which a coordinated verb is attached."""
    verb = next(t for t in page_of(text).passages[0].doc if t.lower_ == word)
    subject = child(verb.head, "nsubj", "nsubjpass")
    assert verb.dep_ == "conj"
    assert subject is not None
    return subject.text


@pytest.mark.parametrize(("text", "word", "who"), SPEECH_ACTS)
def test_a_speech_act_after_reported_speech_belongs_to_the_speaker(text: str, word: str, who: str) -> None:
    assert speaker(text, word) == who


@pytest.mark.parametrize(("text", "word", "who"), REPORTED)
def test_statements_of_other_speakers_keep_their_subject(text: str, word: str, who: str) -> None:
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


ACTORS = {
    "the accused, not who accuses": (
        "The group accused the junta on Friday of bombing a village, killing seven civilians.", "ASSAULT", "the junta"),
    "whom farmers blame": (
        "Farmers accused the militia of burning a mill, wounding two men.", "ASSAULT", "the militia"),
    "who threatens, after a relative clause": (
        "The Greens, who prop up the coalition, threatened on Sunday to abstain.", "THREATEN", "The Greens"),
    "who attacks, after a relative clause": (
        "The rebels, who hold the north, attacked on Monday a convoy of the army.", "ASSAULT", "The rebels"),
    "no weapon": ("One of the guns was used to shoot a teenager outside a shop in Leeds.", "ASSAULT", None),
    "nobody who comes later": (
        "The editor was shot outside his house and taken to hospital by neighbours.", "ASSAULT", None),
    "nobody who counts": (
        "Twelve people were killed. Rebels put the number of killed at 40.", "ASSAULT", None),
    "those who did both": ("Two men were arrested and charged by police on Monday.", "COERCE", "police"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "event_type", "actor"), ACTORS.values(), ids=ACTORS)
def test_who_acts_in_a_clause_that_the_parser_misreads(text: str, event_type: str, actor: str | None) -> None:
    found = [event for event in events(text) if event.event_type == event_type]
    assert found
    assert {a.text for event in found for a in event.actors} == ({actor} if actor else set())


def test_further_statements_of_an_accuser_keep_their_subject() -> None:
    text = "The union accused the mine of hiding the leak, calling for an inquiry by the ministry."
    assert {actor.text for event in events(text) for actor in event.actors} == {"The union"}


def test_alleged_acts_are_no_facts() -> None:
    text = "The group accused the junta on Friday of bombing a village, killing seven civilians."
    assert {e.status for e in events(text) if e.event_type == "ASSAULT"} == {"hypothetical"}


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("The ministry agreed to hand over three men who had attacked a guard.", "three men"),
        ("Police shot dead two robbers in Lagos on Friday.", "two robbers in Lagos"),
        ("A man was caught who used the gun to shoot dead teenager Kofi Arden.", "teenager Kofi Arden"),
    ],
)
def test_a_particle_or_result_is_no_part_of_the_name(text: str, recipient: str) -> None:
    parties = {p.text for event in events(text) for p in (*event.recipients, *event.actors)}
    assert recipient in parties


@pytest.mark.parametrize("text", [
    "No fewer than 43 pupils were abducted by bandits in Tsauri on Monday.",
    "No less than twelve soldiers were killed by rebels in Tsauri on Monday.",
])  # fmt: skip
def test_no_fewer_than_denies_nothing(text: str) -> None:
    (event,) = events(text)
    assert event.status == "asserted"


def test_no_denies_what_it_stands_before() -> None:
    assert not [e for e in events("No pupils were abducted by bandits in Tsauri.") if e.status == "asserted"]


@pytest.mark.parametrize(
    ("text", "convict"),
    [
        ("Judges on Thursday found a former militia leader guilty of war crimes.", "a former militia leader"),
        ("A jury found the mayor guilty of fraud on Monday.", "the mayor"),
        ("The guards were found guilty of torture.", "The guards"),
    ],
)
def test_who_is_found_guilty_is_the_convict(text: str, convict: str) -> None:
    (event,) = (e for e in events(text) if e.event_type == "SANCTION")
    assert [p.text for p in event.recipients] == [convict]


@pytest.mark.parametrize(
    ("text", "event_type", "actor", "recipient"),
    [
        ("The deployment of 500 troops to the islands by Chile on Sunday worried Peru.", "MOBILIZE", "Chile", None),
        ("The closure of two newspapers by the junta drew protests.", "COERCE", "the junta", "two newspapers"),
        ("Laos was provided with flood relief by Vietnam.", "AID", "Vietnam", "Laos"),
        ("Priest shot dead outside church in Mindanao", "ASSAULT", None, "Priest"),
        ("Ex-banker sentenced to nine years over pension fraud", "SANCTION", None, "Ex-banker"),
        ("Radio station closed by police", "COERCE", "police", "Radio station"),
        ("Crime journalist found murdered in Veracruz", "ASSAULT", None, "Crime journalist"),
        ("30 students held after clash in Yerevan", "COERCE", None, "30 students"),
        ("Consulate set ablaze in Istanbul", "ASSAULT", None, "Consulate"),
        ("The party Ennahda accused the army of lying.", "ACCUSE", "The party Ennahda", "the army"),
        ("Police found murdered journalist in Veracruz", "ASSAULT", None, "journalist in Veracruz"),
    ],
)
def test_who_did_it_to_whom(text: str, event_type: str, actor: str | None, recipient: str | None) -> None:
    found = [e for e in events(text) if e.event_type == event_type]
    assert {p.text for e in found for p in e.actors} == ({actor} if actor else set())
    assert {p.text for e in found for p in e.recipients} == ({recipient} if recipient else set())


def test_a_place_after_in_is_no_part_of_the_subject() -> None:
    (found,) = events("While in Tirana police arrested six men, the mayor slept.")
    assert [p.text for p in found.actors] == ["police"]


def test_treating_the_wounded_is_no_assault() -> None:
    assert "ASSAULT" not in {e.event_type for e in events("Doctors Without Borders treated wounded miners.")}
