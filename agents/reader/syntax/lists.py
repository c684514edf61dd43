"""Coordination, including lists that the parser labels as appositions."""

from __future__ import annotations

from agents.reader.syntax.tree import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
AND = frozenset({"and"})
LONGEST_LIST = 12
"""Coordinated words that are followed at most; hostile input may have more."""


def conjuncts(token: Token) -> list[Token]:
    """Return a token and its conjuncts, in text order, `LONGEST_LIST` at most."""
    found = [token, *_later_subjects(token)]
    for item in found:
        found.extend(c for c in item.children if (c.dep_ == "conj" or is_listed(c)) and c not in found)
        if len(found) >= LONGEST_LIST:
            break
    return sorted(found, key=lambda t: t.i)[:LONGEST_LIST]


def split_subjects(token: Token) -> list[Token]:
    """Return earlier subjects of the same verb that "and" or a comma joins to a subject, without a "conj" relation.

    The parser does so in "32 children and 60 adults were killed".
    """
    if token.dep_ not in SUBJECTS or not token.tag_.startswith(("NN", "CD")):
        return []
    before = [t for t in token.head.children if t.dep_ == token.dep_ and t.i < token.i]
    listing = any(c.dep_ == "cc" for c in token.children)
    joined = AND | {","} if listing else AND
    return [t for t in before if any(c.lower_ in joined and c.i > t.i for c in t.children)]


def _later_subjects(token: Token) -> list[Token]:
    if token.dep_ not in SUBJECTS:
        return []
    return [t for t in token.head.children if t.dep_ == token.dep_ and t.i > token.i and token in split_subjects(t)]


def is_listed(appos: Token) -> bool:
    """Return whether an apposition is in fact a member of a list: "a baker, a postman and a driver".

    The members of a list are determined alike: all with "a" or a number, all with "the", or all names. The noun after
    "and" must have a word of its own before it, so "the leader, a lawyer and poet" is not a list.
    """
    noun = appos.tag_.startswith("NN") or any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in appos.children)
    if appos.dep_ != "appos" or not noun or _determined(appos) != _determined(appos.head):
        return False
    following = [c for c in appos.children if c.dep_ == "conj" or is_listed(c)]
    plural = appos.tag_ == appos.head.tag_ == "NNS"
    return any((c.children or plural) and c.tag_.startswith("NN") for c in following)


def _determined(noun: Token) -> str:
    if noun.tag_.startswith("NNP") and noun.text[:1].isupper():
        return "name"
    front = [c for c in noun.children if c.i < noun.i and c.dep_ in ("det", "poss", "nummod")]
    return "definite" if any(c.lower_ == "the" or c.dep_ == "poss" for c in front) else "indefinite"
