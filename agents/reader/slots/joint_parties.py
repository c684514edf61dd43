"""Parties of several countries that share a noun: "US and Iraqi troops", "officials from Kenya and Uganda"."""

from __future__ import annotations

from dataclasses import dataclass

from agents.reader.lexicon.countries import country_named, nationality
from agents.reader.syntax.clauses import is_noun
from agents.reader.syntax.complements import complements
from agents.reader.syntax.lists import conjuncts
from agents.reader.syntax.tree import Span, Token

OF = frozenset({"of", "from"})
FRONT = frozenset({"compound", "nmod", "amod"})


@dataclass(frozen=True, slots=True)
class Part:
    """One country's share of a phrase: the stretch of text that it stands in, and the words that name it alone."""

    span: Span
    name: str


def parts(span: Span, head: Token) -> list[Part]:
    """The parties of a phrase whose noun several countries share, in order; none where it is one party."""
    return _in_front(span, head) or _behind(span, head) or _before_another(span, head)


def _in_front(span: Span, head: Token) -> list[Part]:
    """ "US and Iraqi troops": the nationalities are coordinated in front of the noun."""
    for modifier in head.children:
        if modifier.dep_ not in FRONT or modifier.i > head.i:
            continue
        nations = [t for t in conjuncts(modifier) if t.i < head.i]
        if len(nations) > 1 and all(map(_country, nations)):
            rest = head.doc[nations[-1].i + 1 : span.end].text
            starts = [span.start, *(t.i for t in nations[1:])]
            return [
                Part(head.doc[start : span.end], f"{t.text} {rest}") for start, t in zip(starts, nations, strict=True)
            ]
    return []


def _behind(span: Span, head: Token) -> list[Part]:
    """ "Officials from Kenya and Uganda": the countries are coordinated behind the noun."""
    for found in complements(head, OF):
        nations = [t for t in conjuncts(found.token) if t.i >= found.token.i]
        if len(nations) > 1 and all(map(country_named, (t.text for t in nations))):
            before = head.doc[span.start : nations[0].i].text
            return [Part(head.doc[span.start : t.i + 1], f"{before} {t.text}") for t in nations]
    return []


def _before_another(span: Span, head: Token) -> list[Part]:
    """ "Kenyan" of "Kenyan and Ugandan ministers", where the parser joins it to the noun."""
    if len(span) > 1 or not nationality(head.text):
        return []
    for noun in head.children:
        modifiers = [c for c in noun.children if c.dep_ in FRONT and c.i < noun.i]
        if noun.dep_ == "conj" and is_noun(noun) and modifiers and nationality(modifiers[0].text):
            rest = head.doc[modifiers[0].i + 1 : noun.i + 1].text
            return [Part(head.doc[head.i : noun.i + 1], f"{head.text} {rest}")]
    return []


def _country(word: Token) -> str | None:
    return nationality(word.text) or country_named(word.text)
