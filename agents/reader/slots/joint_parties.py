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
class JointParty:
    """One country's party in a phrase: the span that mentions it, and a name that describes it alone."""

    span: Span
    name: str


def joint_parties(span: Span, head: Token) -> list[JointParty]:
    """Return the parties of a phrase whose noun several countries share, in order; an empty list for a single party."""
    noun = head.head if head.dep_ in FRONT and head.i < head.head.i else head
    return _in_front(span, noun) or _behind(span, head) or _before_another(span, head)


def _in_front(span: Span, head: Token) -> list[JointParty]:
    """Return the parties of coordinated nationalities before the noun ("US and Iraqi troops")."""
    modifiers = [c for c in head.children if c.dep_ in FRONT and c.i < head.i]
    listed = {t.i: t for m in modifiers for t in conjuncts(m) if t.i < head.i and _country(t)}
    nations = [listed[i] for i in sorted(listed)]
    starts = [_first_word(t) for t in nations]
    apart = all(head.doc[start - 1].dep_ in ("cc", "punct") for start in starts[1:])
    if len(nations) < 2 or not apart:
        return []
    rest = head.doc[nations[-1].i + 1 : span.end].text
    return [
        JointParty(head.doc[start if n else span.start : span.end], f"{head.doc[start : t.i + 1].text} {rest}")
        for n, (start, t) in enumerate(zip(starts, nations, strict=True))
    ]


def _first_word(nation: Token) -> int:
    """Return the index of the first token of a nation's name: "South" in "South Korean"."""
    return min((c.i for c in nation.children if c.dep_ in FRONT and c.i < nation.i), default=nation.i)


def _behind(span: Span, head: Token) -> list[JointParty]:
    """Return the parties of coordinated countries after the noun ("officials from Kenya and Uganda")."""
    for found in complements(head, OF):
        nations = [t for t in conjuncts(found.token) if t.i >= found.token.i]
        if len(nations) > 1 and all(map(country_named, (t.text for t in nations))):
            before = head.doc[span.start : nations[0].i].text
            return [JointParty(head.doc[span.start : t.i + 1], f"{before} {t.text}") for t in nations]
    return []


def _before_another(span: Span, head: Token) -> list[JointParty]:
    """Return the party of a nationality that the parser coordinated with the noun itself.

    "Kenyan" in "Kenyan and Ugandan ministers".
    """
    if len(span) > 1 or not nationality(head.text):
        return []
    for noun in head.children:
        modifiers = [c for c in noun.children if c.dep_ in FRONT and c.i < noun.i]
        if noun.dep_ == "conj" and is_noun(noun) and modifiers and nationality(modifiers[0].text):
            rest = head.doc[modifiers[0].i + 1 : noun.i + 1].text
            return [JointParty(head.doc[head.i : noun.i + 1], f"{head.text} {rest}")]
    return []


def _country(word: Token) -> str | None:
    name = word.doc[_first_word(word) : word.i + 1].text
    return nationality(name) or country_named(name)
