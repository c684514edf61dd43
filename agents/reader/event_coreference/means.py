"""Means of an act in the words of its noun: "the chemical attack", "a missile attack"."""

from __future__ import annotations

from agents.reader.coded_events.coded_event import EventAnalysis
from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import is_noun
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "event_coreference.toml")
_MEANS = tuple(frozenset(words.split()) for words in _DATA.read("words.means", list[str]))


def other_means(earlier: EventAnalysis, later: EventAnalysis) -> bool:
    """Return whether two mentions state different means ("the chemical attack" and "a missile attack")."""
    one, other = _means(earlier), _means(later)
    return bool(one and other) and not one & other


def _means(analysis: EventAnalysis) -> set[int]:
    """Return the indices of the lists in `words.means` that contain a word of the event noun."""
    nouns = [analysis.head, *(analysis.head.doc[i] for i in analysis.trigger.names)]
    words = {t.lemma_.lower() for noun in nouns if is_noun(noun) for t in (noun, *_in_front(noun))}
    return {number for number, means in enumerate(_MEANS) if words & means}


def _in_front(noun: Token) -> list[Token]:
    near = [c for c in noun.children if c.i < noun.i and c.dep_ in ("amod", "compound", "nmod")]
    return [*near, *(c for kind in near for c in kind.children if c.i < kind.i)]
