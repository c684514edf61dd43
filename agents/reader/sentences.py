"""Sentences short enough to be sentences: longer stretches are lists, tables or noise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Doc, Token

LONGEST = 300
"""Tokens of a sentence; the parser puts what has no full stop into one, however long it is."""


def readable(doc: Doc) -> Iterator[Token]:
    """The words of a passage's sentences, those of endless ones left out."""
    for sentence in doc.sents:
        if len(sentence) <= LONGEST:
            yield from sentence


def below(token: Token) -> list[Token]:
    """A token and the words that hang on it, in order: of an endless list only its first `LONGEST`."""
    found = [token]
    for word in found:
        found.extend(islice(word.children, LONGEST))
        if len(found) >= LONGEST:
            break
    return sorted(found, key=lambda t: t.i)


def start_of(token: Token) -> int:
    """The index of the first token of a token's sentence, which tells sentences of a passage apart."""
    return int(token.sent.start)
