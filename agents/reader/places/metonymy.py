"""Literal and metonymic use of place names: the place itself, or its people, government or an organisation of it."""

from __future__ import annotations

from agents.reader.lexicon.countries import capital_of, country_named
from agents.reader.lexicon.place_words import place_words
from agents.reader.places.toponym_recognition import Toponym
from agents.reader.syntax.sentences import MEMBERS
from agents.reader.syntax.tree import Doc, Token
from streams.contract.records import PlaceKind

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_OBJECTS = frozenset({"dobj", "dative", "iobj"})


def place_kind(doc: Doc, toponym: Toponym) -> PlaceKind:
    """Return the reading of a place name, after Gritta et al., "A pragmatic guide to geoparsing evaluation" (2020).

    Nationality words, names within names of organisations, modifiers of a noun other than a place ("Lagos
    police"), and countries and capitals used for their government are associative.
    """
    span = toponym.span
    if span.people:
        return "associative"
    if toponym.part:
        return "literal" if span.label == "FAC" else "associative"
    token = doc[span.start : span.end].root
    first = _first_of_list(token)
    if first.dep_ in ("compound", "poss", "amod", "nmod") and first.head.i >= span.end:
        return "literal" if _is_place_noun(first.head) else "associative"
    governs = country_named(span.name) or capital_of(span.name)
    return "associative" if governs and _acts(token) else "literal"


def _first_of_list(token: Token) -> Token:
    """Return the first conjunct of a token: "Iranian" for "Saudi" in "Iranian and Saudi ministers"."""
    for _ in range(MEMBERS):
        if token.dep_ != "conj":
            break
        token = token.head
    return token


def _is_place_noun(token: Token) -> bool:
    return (
        token.lower_ in place_words()["located"]
        or token.lemma_ in place_words()["located"]
        or token.ent_type_ in ("GPE", "LOC", "FAC")
    )


def _acts(token: Token) -> bool:
    """Return whether a country is the subject or object of an act of governments, or a party to it."""
    token = _first_of_list(token)
    head = token.head
    if token.dep_ in _SUBJECTS:
        return head.lemma_ not in place_words()["located_verbs"] and token.dep_ != "nsubjpass"
    if token.dep_ in _OBJECTS:
        return head.lemma_ not in place_words()["located_verbs"] | place_words()["reached_verbs"]
    return token.dep_ == "pobj" and head.lower_ in place_words()["parties"]
