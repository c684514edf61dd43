"""What is coordinated: lists, those that the parser takes for appositions among them."""

from __future__ import annotations

from agents.reader.syntax.tree import Token

LONGEST_LIST = 12
"""Coordinated words that are followed at most; hostile text has more."""


def conjuncts(token: Token) -> list[Token]:
    """A token and what is coordinated with it, in order."""
    found = [token]
    for item in found:
        found.extend(c for c in item.children if (c.dep_ == "conj" or is_listed(c)) and c not in found)
        if len(found) >= LONGEST_LIST:
            break
    return sorted(found, key=lambda t: t.i)[:LONGEST_LIST]


def is_listed(appos: Token) -> bool:
    """Whether what the parser takes for an apposition is one of a list: "a baker, a postman and a driver".

    "The leader, a lawyer and poet" is none: the nouns of a list are of one kind, all with "a" or a number, all with
    "the" or all names, and what "and" joins to them has a word of its own in front.
    """
    if appos.dep_ != "appos" or not appos.tag_.startswith("NN") or _determined(appos) != _determined(appos.head):
        return False
    following = [c for c in appos.children if c.dep_ == "conj" or is_listed(c)]
    plural = appos.tag_ == appos.head.tag_ == "NNS"
    return any((c.children or plural) and c.tag_.startswith("NN") for c in following)


def _determined(noun: Token) -> str:
    if noun.tag_.startswith("NNP"):
        return "name"
    front = [c for c in noun.children if c.i < noun.i and c.dep_ in ("det", "poss", "nummod")]
    return "definite" if any(c.lower_ == "the" or c.dep_ == "poss" for c in front) else "indefinite"
