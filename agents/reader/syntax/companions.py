"""Nouns named as acting with the subject: "the chancellor, along with two senators, visited the mine"."""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import child, is_noun
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "companions.toml")
TOGETHER = _DATA.words("together")
"""Words that make "with" mean accompaniment: "along", "together" …"""
ESCORTED = _DATA.words("escorted")
"""Participles whose "by" phrase names companions."""


def companions(subject: Token) -> list[Token]:
    """Return the heads of the phrases between subject and verb that name companions of the subject."""
    if subject.dep_ != "nsubj":
        return []
    between = (c for c in (*subject.children, *subject.head.children) if subject.i < c.i < subject.head.i)
    return [noun for c in between if (noun := _companion(c)) is not None]


def _companion(word: Token) -> Token | None:
    if word.dep_ == "acl" and word.tag_ == "VBN" and word.lemma_ in ESCORTED:
        by = child(word, "agent")
        noun = child(by, "pobj") if by is not None else None
    elif word.lower_ == "with" and word.i and word.nbor(-1).lower_ in TOGETHER:
        noun = child(word, "pobj")
    elif word.lower_ in TOGETHER:
        within = next((c for c in word.children if c.lower_ == "with"), word)
        noun = child(within, "pobj")
    else:
        return None
    return noun if noun is not None and is_noun(noun) else None
