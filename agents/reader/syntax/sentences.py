"""Sentences short enough to be sentences: longer stretches are lists, tables or noise."""

from __future__ import annotations

from itertools import islice

from agents.reader.syntax.tree import Doc, Token

LONGEST = 300
"""Tokens of a sentence; the parser puts what has no full stop into one, however long it is."""

MEMBERS = 60
"""Members of a list that are followed back to its first."""


def readable_tokens(doc: Doc) -> list[Token]:
    """Return the words of a passage's sentences, those of endless ones left out."""
    if len(doc.tokens) <= LONGEST:
        return doc.tokens
    return [token for sentence in doc.sents if len(sentence) <= LONGEST for token in sentence]


def subtree(token: Token) -> list[Token]:
    """Return a token and the words that hang on it, in order: of an endless list only its first `LONGEST`."""
    found = [token]
    for word in found:
        found.extend(islice(word.children, LONGEST))
        if len(found) >= LONGEST:
            break
    return sorted(found, key=lambda t: t.i)
