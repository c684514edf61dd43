"""Corrections of a parse in which the verb "shot" is read as a noun: "Gunmen on a motorbike shot dead a guard"."""

from __future__ import annotations

from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.syntax.clauses import child, is_noun
from agents.reader.syntax.tree import Token
from agents.reader.syntax.tree_edits import move

VERBS = {"shot": "shoot"}
"""Past forms that are also nouns, with the lemma of the verb."""
_OBJECTS = frozenset({"oprd", "npadvmod", "attr"})
_RESULT = "dead"


def repair_noun(word: Token) -> None:
    """Make a word that is parsed as a noun the verb of its sentence, in place, where the context requires one."""
    if word.dep_ == "ROOT" and word.tag_ != "VBD" and _is_doer(child(word, "nsubj")):
        _make_verb(word)
    elif word.dep_ == "pobj" and word.head.dep_ == "prep" and (inner := child(word, "compound")) is not None:
        following = word.doc[min(word.i + 1, len(word.doc) - 1)]
        if inner.i == word.i - 1 and following.lower_ == _RESULT and following.dep_ == "ROOT":
            _repair_result_clause(word, inner, following)
        elif inner.i == word.i - 1 and following.dep_ == "cc":
            _repair_coordination(word, inner)


def _is_doer(noun: Token | None) -> bool:
    return noun is not None and (
        noun.ent_type_ in ("PERSON", "ORG", "NORP") or noun_class(noun.lemma_) in ("person", "group")
    )


def _make_verb(word: Token) -> None:
    word.tag_, word.lemma_ = "VBD", VERBS[word.lower_]
    for thing in word.children:
        if thing.i > word.i and thing.dep_ in _OBJECTS and is_noun(thing) and not thing.ent_type_:
            thing.dep_ = "dobj"


def _end_phrase(word: Token, inner: Token) -> None:
    """Make the noun before the verb, with its article, the object of the preposition."""
    preposition = word.head
    for before in [c for c in word.children if c is not inner and c.i < inner.i]:
        move(before, inner, before.dep_)
    move(inner, preposition, "pobj")
    preposition.children = tuple(c for c in preposition.children if c is not word)


def _repair_result_clause(word: Token, inner: Token, result: Token) -> None:
    """Repair a parse in which "dead" governs the clause: "Attackers in a car shot dead two officers"."""
    doer = child(result, "nsubj")
    if doer is None or not _is_doer(doer):
        return
    preposition = word.head
    _end_phrase(word, inner)
    word.head, word.dep_ = word, "ROOT"
    for c in result.children:
        move(c, word, c.dep_)
    if preposition.head is word:
        move(preposition, doer, "prep")
    result.head, result.dep_ = word, "oprd"
    word.children = tuple(sorted((*word.children, result), key=lambda c: c.i))
    _make_verb(word)


def _repair_coordination(word: Token, inner: Token) -> None:
    """Repair a parse in which the subject is the root: "A gunman in a taxi shot and killed a driver"."""
    preposition = word.head
    doer = preposition.head
    verb = next((c for c in doer.children if c.dep_ == "conj" and c.tag_ == "VBD"), None)
    if doer.dep_ != "ROOT" or verb is None or not _is_doer(doer):
        return
    _end_phrase(word, inner)
    after = [c for c in doer.children if c.i > word.i]
    doer.children = tuple(c for c in doer.children if c not in after)
    for c in after:
        c.head = word
    doer.head, doer.dep_ = word, "nsubj"
    word.head, word.dep_ = word, "ROOT"
    word.children = tuple(sorted((doer, *word.children, *after), key=lambda c: c.i))
    _make_verb(word)
