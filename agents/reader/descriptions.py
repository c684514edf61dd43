"""Definite descriptions of what an article names elsewhere: "the army chief", "the ministry", "the group"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from agents.reader.actors import code_actor
from agents.reader.affixes import hypernyms
from agents.reader.anchors import Words, place_of
from agents.reader.lexicon import Term, singular
from agents.reader.page import Page
from agents.reader.segments import segments, words_of
from streams.records import Entity, Field

DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their", "these", "those"})


def described(page: Page, entities: Sequence[Entity], named: Words) -> Words:
    """The heads of the descriptions that fit one entity, with its id.

    An entity can be described once it has been named; in the title, anything the article names. A description
    that fits several entities is left alone.
    """
    by_id = {entity.id: entity for entity in entities}
    seen: dict[str, None] = {}
    found: dict[tuple[Field, int], str] = {}
    for passage in page.passages:
        candidates = list(by_id) if passage.field == "title" else []
        for token in passage.doc:
            place = place_of(passage, token)
            if place in named:
                seen[named[place]] = None
            elif (phrase := _description(token, passage.field == "title")) is not None:
                inside = {named.get(place_of(passage, t)) for t in passage.doc[phrase.start : phrase.end]} - {None}
                bodies = {i for i in inside if by_id[str(i)].label not in ("GPE", "NORP")}
                wanted = _wanted(phrase)
                fitting = [e for e in (by_id[i] for i in candidates or seen) if wanted and _fits(wanted, e)]
                if len(fitting) == 1 and bodies <= {fitting[0].id}:
                    found[place] = fitting[0].id
    return found


def _description(token: Token, headline: bool) -> Span | None:
    """The phrase of a singular noun with a definite article or an owner; headlines go without articles."""
    if token.tag_ not in ("NN", "NNP") or (token.dep_ == "compound" and token.head.i > token.i):
        return None
    left = [c for c in token.children if c.i < token.i]
    definite = any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in left)
    if any(c.lower_ in ("a", "an", "another", "every", "each", "no") for c in left):
        return None
    if not definite and not headline:
        return None
    return token.doc[token.left_edge.i : token.i + 1]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a description asks of the entity that it means."""

    term: Term | None
    noun: str
    country: str | None
    complement: bool


def _wanted(phrase: Span) -> _Wanted | None:
    parts = segments(phrase.text, None)
    if not parts:
        return None
    noun = singular(parts[-1].words[-1].lower())
    value = parts[-1].value
    term = value if isinstance(value, Term) else None
    if term is None and noun not in hypernyms():
        return None
    complement = any(child.lower_ == "of" for child in phrase.root.children)
    return _Wanted(term, noun, code_actor(phrase.text).country, complement)


def _fits(wanted: _Wanted, entity: Entity) -> bool:
    if wanted.country is not None and entity.country not in (None, wanted.country):
        return False
    term = wanted.term
    if entity.label == "PERSON":
        return term is not None and "office" in term.kinds and _within(term.words, entity.role or "")
    if entity.label != "ORG":
        return False
    if term is not None and "body" in term.kinds and _within(term.words, entity.name):
        return True
    return not wanted.complement and entity.sector is not None and entity.sector in hypernyms().get(wanted.noun, ())


def _within(words: Sequence[str], name: str) -> bool:
    """Whether a title's words stand in a role or name, in order and together."""
    text = [word.lower() for word in words_of(name)]
    size = len(words)
    return any(tuple(text[i : i + size]) == tuple(words) for i in range(len(text) - size + 1))
