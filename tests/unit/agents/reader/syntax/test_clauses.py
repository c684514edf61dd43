"""The subject of a clause, where the construction supplies one."""

from __future__ import annotations

import pytest

from agents.reader.syntax.clauses import agent
from tests.unit.support.article_texts import page_of

JUDGED = [
    ("A court sentenced Viktor Osmani to eight years in prison for killing two guards.", "killing", "Osmani"),
    ("A judge jailed the activist for insulting the king.", "insulting", "activist"),
    ("Prosecutors charged two officers with beating a student.", "beating", "officers"),
    ("The president thanked the troops for killing the bandits.", "killing", "troops"),
    ("The minister was criticised for threatening reporters.", "threatening", "minister"),
    ("The court fined the company for dumping waste and beating workers.", "beating", "company"),
]
OWN = [
    ("The army used drones for bombing the town.", "bombing", "army"),
    ("The rebels apologised for killing two nuns.", "killing", "rebels"),
]


def doer(text: str, word: str) -> str:
    found = agent(next(t for t in page_of(text).passages[0].doc if t.lower_ == word))
    assert found is not None
    return found.token.text


@pytest.mark.parametrize(("text", "word", "who"), JUDGED)
def test_the_party_judged_is_the_subject_of_the_clause_after_for(text: str, word: str, who: str) -> None:
    assert doer(text, word) == who


@pytest.mark.parametrize(("text", "word", "who"), OWN)
def test_other_verbs_keep_their_own_subject(text: str, word: str, who: str) -> None:
    assert doer(text, word) == who
