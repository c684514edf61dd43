"""Bounds on the length of a sentence: longer ones are lists, tables or noise."""

from __future__ import annotations

from itertools import islice

from agents.reader.syntax.tree import Doc, Token

LONGEST = 300
"""Tokens of the longest sentence; text without a full stop becomes one sentence of any length."""

MEMBERS = 60
"""Members of a list that are followed back to the first, at most."""


def readable_tokens(doc: Doc) -> list[Token]:
    """Return the tokens of a passage, without sentences longer than `LONGEST`."""
    if len(doc.tokens) <= LONGEST:
        return doc.tokens
    return [token for sentence in doc.sents if len(sentence) <= LONGEST for token in sentence]


def subtree(token: Token) -> list[Token]:
    """Return a token and all its descendants in text order, about `LONGEST` at most."""
    found = [token]
    for word in found:
        found.extend(islice(word.children, LONGEST))
        if len(found) >= LONGEST:
            break
    return sorted(found, key=lambda t: t.i)
