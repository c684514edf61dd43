"""Contexts of an event: from the words of its sentence that a pack lists, and from patterns."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.reader.ontology.contexts import Contexts
from agents.reader.ontology.pack_files import FOLDER, read_pack
from agents.reader.ontology.packs import load
from tests.unit.support import article_texts
from tests.unit.support.event_fixtures import events

CASES = [
    ("Rebels attacked an army convoy near Jos.", ["military"]),
    ("Fiji arrested a spy of its neighbour on Monday.", ["intelligence"]),
    ("Teachers in Lyon condemned the prime minister.", ["executive"]),
    ("Teachers in Quito condemned the senators.", ["legislative"]),
    ("Lima accused Chile of meddling in its election.", ["election"]),
    ("Togo condemned the coup in a neighbouring country.", ["political_institutions"]),
    ("Police in Jos arrested four pro-democracy activists.", ["pro_democracy"]),
    ("Hundreds of students marched in Quito against the dictatorship.", ["pro_autocracy"]),
    ("Chile imposed tariffs on Peruvian fish.", ["economic"]),
    ("A court in Oslo fined a ferry company.", ["legal"]),
    ("Belgium paid reparations to the families of the sailors.", ["reparations"]),
    ("Togo condemned human rights abuses in Fiji.", ["human_rights"]),
    ("Fiji banned three weeklies despite protests for press freedom.", ["rights_freedoms"]),
    ("Togo condemned the crackdown in Fiji.", ["repression"]),
    ("Hundreds marched in Quito over the power cuts.", ["human_security"]),
    ("Togo criticized Fiji over child marriages.", ["gender"]),
    ("Fiji banned a gay festival.", ["lgbt"]),
    ("Gunmen attacked a mosque near Jos.", ["religion_ethnicity"]),
    ("Hundreds marched in Quito against racism.", ["inequality"]),
    ("Lima summoned the Chilean ambassador on Monday.", ["diplomatic"]),
    ("Togo accused Benin of violating its airspace.", ["territory"]),
    ("Gunmen killed two peacekeepers near Jos.", ["peacekeeping"]),
    ("Norway donated vaccines to Togo.", ["health"]),
    ("Norway granted political asylum to a poet.", ["asylum"]),
    ("Norway deported forty migrants on Monday.", ["migration"]),
    ("Norway sent tents to Samoa after the cyclone.", ["disasters"]),
    ("Hundreds marched in Quito against the pipeline.", ["natural_resource"]),
    ("Hundreds marched in Quito against pollution.", ["environment"]),
    ("Norway and Chile agreed to build a satellite.", ["technology"]),
    ("Police in Jos arrested four jihadists.", ["terrorism"]),
    ("Fiji condemned the nuclear test.", ["cbrn"]),
    ("Togo accused Benin of a cyberattack.", ["cyber"]),
    ("Togo accused Benin of spreading propaganda.", ["misinformation"]),
    ("Police in Jos arrested two members of a robbery gang.", ["crime"]),
    ("Police in Quito arrested the mayor over a bribe.", ["corruption"]),
    ("Police in Porto seized forty bags of cocaine.", ["illegal_drugs"]),
    ("Police in Porto arrested two men over human trafficking.", ["trafficking"]),
    ("Norway's foreign minister condemned the army's attack on a hospital.", ["military", "diplomatic", "health"]),
    ("Rebels stormed a village near Jos.", []),
    ("Togo condemned Benin.", []),
    ("The bishop met Anna Petrova on Monday.", ["religion_ethnicity"]),
]


@pytest.mark.parametrize(("text", "contexts"), CASES, ids=[text for text, _ in CASES])
def test_the_words_of_a_sentence_show_its_contexts(text: str, contexts: list[str]) -> None:
    found = events(text)
    assert found
    assert {tuple(e.contexts) for e in found} == {tuple(contexts)}


def test_each_of_plovers_contexts_is_shown_by_some_sentence() -> None:
    pack, _ = read_pack(FOLDER / "plover")
    assert {c for _, contexts in CASES for c in contexts} == set(pack.contexts)


def test_only_the_events_of_a_sentence_share_its_contexts() -> None:
    election, other = events("Lima accused Chile of meddling in its election. Gunmen killed two guards in Jos.")
    assert (election.contexts, other.contexts) == (["election"], [])


def test_a_pattern_names_contexts_before_those_of_the_sentence() -> None:
    (event,) = [e for e in events("Police fired tear gas at students and nurses.") if e.event_type == "ASSAULT"]
    assert event.contexts == ["repression", "health"]


def test_phrases_are_read_by_their_lemmas() -> None:
    contexts = Contexts({"power": "power_cut", "walks": "cut"})
    (doc,) = article_texts.model().parse(["The power cuts were long."])
    assert contexts.of(doc) == ["power", "walks"]


def test_a_pack_without_contexts_shows_none(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text('name = "plain"\n')
    (doc,) = article_texts.model().parse(["A court in Lima banned the election."])
    assert load(str(tmp_path)).contexts["plain"].of(doc) == []


def test_an_article_is_about_what_enough_different_words_show() -> None:
    contexts = Contexts({"sport": "match cup league", "legal": "court"})
    short = article_texts.model().parse(["Oslo won the cup."])
    assert contexts.prevailing(short) == {"sport"}
    one_word = article_texts.model().parse(["The town held a fair for the cup. " * 20])
    assert contexts.prevailing(one_word) == frozenset()
    two_words = article_texts.model().parse(["Oslo won the cup and the league. " * 12])
    assert contexts.prevailing(two_words) == {"sport"}
