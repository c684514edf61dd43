"""Tense direction of a sentence, which decides between past and future for "on Monday" or "in May"."""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.tree import Doc, Token

_WORDS = data_file(__file__, "tense.toml").word_lists()
_DEPTH = 8
"""Most steps up the tree to the governing verb."""
_DIRECT = frozenset({"npadvmod", "pobj", "prep", "nummod", "advmod", "tmod", "punct", "pcomp"})
"""Relations of a date to its verb without a noun in between."""


def tense_direction(doc: Doc, start: int, end: int) -> int:
    """Return -1 if the governors of these characters are past, 1 if future, 0 if unknown (offsets, end exclusive)."""
    span = doc.span_at(start, end)
    if span is None or not len(span):
        return 0
    token, direct = span.root, True
    if token.dep_ in ("poss", "compound", "nmod") and token.head.lemma_ in _WORDS["past_events"]:
        return -1
    led = token.head.lower_ in _WORDS["until"] or (start >= 2 and doc[span.start - 1].lower_ in _WORDS["until"])
    for _ in range(_DEPTH):
        if _ahead(token) or (led and token.lemma_ in _WORDS["postponement"]):
            return 1
        if token.tag_[:2] in ("VB", "MD") and (lean := _verb(token, direct)):
            return lean
        if token.head is token:
            break
        direct = direct and token.dep_ in _DIRECT
        token = token.head
    return 0


def _ahead(token: Token) -> bool:
    """Return whether a word refers to the future ("is set for"), not in the past ("had been due", "set fire to")."""
    if token.lower_ == "set" and any(t.dep_ == "auxpass" and t.tag_ in ("VBZ", "VBP") for t in token.children):
        return any(t.dep_ == "prep" and t.lower_ == "for" for t in token.children)
    if token.lemma_ not in _WORDS["future"] and token.lower_ not in _WORDS["future"]:
        return False
    if token.dep_ == "prep":  # "due to its loss"
        return False
    return not any(t.lower_ == "had" for t in [*token.children, *token.head.children] if t.dep_ == "aux")


def _verb(verb: Token, direct: bool) -> int:
    helpers = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    if any(t.lower_ in _WORDS["will"] for t in helpers):
        unable = any(t.lower_ == "could" for t in helpers) and any(t.dep_ == "neg" for t in verb.children)
        return -1 if unable else 1
    if any(t.lower_ == "to" for t in helpers):
        return 1 if verb.head.lemma_ in _WORDS["before_infinitive"] else 0
    if verb.tag_ == "VBG" and any(t.tag_ in ("VBZ", "VBP") for t in helpers):
        return 1 if direct else 0
    if verb.tag_ in ("VBD", "VBN") or any(t.tag_ == "VBD" or t.lemma_ in ("have", "be") for t in helpers):
        return -1
    return 1 if verb.tag_ in ("VBZ", "VBP") and direct and verb.lower_ not in _WORDS["same_in_past"] else 0
