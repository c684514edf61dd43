"""Definite descriptions of what an article names elsewhere: "the army chief", "the ministry", "the group"."""

from __future__ import annotations

from collections.abc import Sequence

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
                fitting = [e for e in (by_id[i] for i in candidates or seen) if _fits(phrase, e)]
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


def _fits(phrase: Span, entity: Entity) -> bool:
    parts = segments(phrase.text, None)
    if not parts:
        return False
    noun = singular(parts[-1].words[-1].lower())
    head = parts[-1].value
    country = code_actor(phrase.text).country
    if country is not None and entity.country not in (None, country):
        return False
    if entity.label == "PERSON":
        role = [word.lower() for word in words_of(entity.role or "")]
        return isinstance(head, Term) and "office" in head.kinds and _within(head.words, role)
    if entity.label != "ORG":
        return False
    name = [word.lower() for word in words_of(entity.name)]
    if isinstance(head, Term) and "body" in head.kinds and _within(head.words, name):
        return True
    complement = any(child.lower_ == "of" for child in phrase.root.children)
    return not complement and entity.sector is not None and entity.sector in hypernyms().get(noun, ())


def _within(words: Sequence[str], text: Sequence[str]) -> bool:
    """Whether a title's words stand in a role or name, in order and together."""
    size = len(words)
    return any(tuple(text[i : i + size]) == tuple(words) for i in range(len(text) - size + 1))
