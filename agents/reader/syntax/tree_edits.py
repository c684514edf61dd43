"""Changes of heads in a parse, in place."""

from __future__ import annotations

from agents.reader.syntax.tree import Token


def move(token: Token, head: Token, label: str) -> None:
    """Attach a token with its subtree to another head, under a relation."""
    token.head.children = tuple(c for c in token.head.children if c is not token)
    token.head, token.dep_ = head, label
    head.children = tuple(sorted((*head.children, token), key=lambda c: c.i))


def make_root(verb: Token) -> None:
    """Make a verb that depends on the root noun of its sentence the root, and the noun its subject."""
    noun = verb.head
    after = [c for c in noun.children if c.i > verb.i]
    noun.children = tuple(c for c in noun.children if c is not verb and c not in after)
    noun.head, noun.dep_ = verb, "nsubj"
    verb.head, verb.dep_ = verb, "ROOT"
    for c in after:
        c.head = verb
    verb.children = tuple(sorted((noun, *verb.children, *after), key=lambda c: c.i))
