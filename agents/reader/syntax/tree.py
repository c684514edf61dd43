"""A parsed text as plain Python objects, made once from spaCy's: spaCy allocates a Token on every access.

Names and meanings are spaCy's own, as far as they go: https://spacy.io/api/token, /api/span and /api/doc.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, overload

from agents.reader.syntax.word_shapes import is_like_number, is_punctuation, no_vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Token:
    """A word or sign, with its place in the sentence's tree. Compared by identity."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "lemma_",
        "lower_",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )
    doc: Doc
    i: int
    idx: int
    """The first character in `doc.text`."""
    text: str
    lower_: str
    lemma_: str
    tag_: str
    """Part of speech, Penn Treebank."""
    dep_: str
    """Relation to the head, ClearNLP; `ROOT` of a sentence's root, whose head it is itself."""
    ent_type_: str
    """Label of the entity that it is part of, OntoNotes; empty outside of entities."""
    whitespace_: str
    """What follows: a blank or nothing."""
    head: Token
    children: Sequence[Token]
    """What depends on it directly, in order of the text."""
    sent: Span

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def lefts(self) -> list[Token]:
        """Children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def left_edge(self) -> Token:
        """The first of all that hangs on it, near or far."""
        return self.doc.tokens[self.doc._edges[0][self.i]]

    @property
    def right_edge(self) -> Token:
        """The last of all that hangs on it, near or far."""
        return self.doc.tokens[self.doc._edges[1][self.i]]

    @property
    def conjuncts(self) -> list[Token]:
        """What it is coordinated with, itself left out."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for word in found:
            found.extend(child for child in word.children if child.dep_ == "conj" and child.i > word.i)
        return [word for word in found if word is not self]

    @property
    def is_punct(self) -> bool:
        """All its signs are punctuation."""
        return is_punctuation(self.text)

    @property
    def is_alpha(self) -> bool:
        """All its signs are letters."""
        return self.text.isalpha()

    @property
    def like_num(self) -> bool:
        """Digits, or a number in words."""
        return is_like_number(self.text)

    @property
    def is_sent_start(self) -> bool:
        """It is the first of its sentence."""
        return self.sent.start == self.i

    def nbor(self, distance: int = 1) -> Token:
        """Return the token so many further on; an IndexError where there is none."""
        at = self.i + distance
        if at < 0:
            raise IndexError(f"no token {distance} from {self.i}")
        return self.doc.tokens[at]

    def is_ancestor(self, descendant: Token) -> bool:
        """Return whether another hangs on it, near or far."""
        while descendant.head is not descendant:
            descendant = descendant.head
            if descendant is self:
                return True
        return False


@dataclass(slots=True, unsafe_hash=True)
class Span:
    """The tokens from `start` up to, not including, `end`; with a label where it is an entity."""

    doc: Doc
    start: int
    end: int
    label_: str = ""

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Span: ...
    def __getitem__(self, index: int | slice) -> Token | Span:
        if isinstance(index, slice):
            first, stop, _ = index.indices(len(self))
            return Span(self.doc, self.start + first, self.start + max(first, stop))
        return self.doc.tokens[self.start : self.end][index]

    @property
    def text(self) -> str:
        """Its characters, without white space after the last."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def start_char(self) -> int:
        """The first character in `doc.text`."""
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """The character of `doc.text` after its last."""
        if self.start == self.end:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def sent(self) -> Span:
        """The sentence of its first token."""
        return self.doc.tokens[self.start].sent

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence, the first of several; a sign only for want of words."""
        tokens = self.doc.tokens[self.start : self.end]
        for token in tokens:
            if token.head is token:
                return token
        tops = [t for t in tokens if not self.start <= t.head.i < self.end] or [self.doc.tokens[self.start]]
        return tops[0] if len(tops) == 1 else min(tops, key=_distance)


@dataclass(eq=False)
class Doc:
    """A text with its tokens, sentences and entities."""

    text: str
    tokens: list[Token] = field(default_factory=list)
    sents: list[Span] = field(default_factory=list)
    ents: list[Span] = field(default_factory=list)
    vector_rows: list[int] = field(default_factory=list)
    """Of each token, its row in `vectors`; -1 where it has none."""
    vectors: NDArray[np.float32] = field(default_factory=no_vectors)
    """The model's table of word vectors, a row a vector."""

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Span: ...
    def __getitem__(self, index: int | slice) -> Token | Span:
        if isinstance(index, slice):
            start, stop, _ = index.indices(len(self.tokens))
            return Span(self, start, max(start, stop))
        return self.tokens[index]

    def span_at(self, start: int, end: int) -> Span | None:
        """Return the tokens that characters stand in, also in part: spaCy's `char_span` by alignment mode "expand"."""
        first, last = self._token_at(start), self._token_at(end - 1)
        if first is None or last is None:
            return None
        # White space after a token counts to it, but nothing begins there.
        return Span(self, first.i + (start == first.idx + len(first.text)), last.i + 1)

    def _token_at(self, at: int) -> Token | None:
        if not 0 <= at < len(self.text):
            return None
        return self.tokens[bisect_right(self.tokens, at, key=lambda token: token.idx) - 1]

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        """For each token the first and the last of what hangs on it."""
        left, right = list(range(len(self.tokens))), list(range(len(self.tokens)))
        downward = [token for token in self.tokens if token.head is token]
        for token in downward:
            downward.extend(token.children)
        for token in reversed(downward):
            head = token.head.i
            left[head], right[head] = min(left[head], left[token.i]), max(right[head], right[token.i])
        return left, right


def _distance(token: Token) -> int:
    """From the root of the sentence."""
    if not token.children and token.is_punct:
        return len(token.doc)
    depth = 0
    while token.head is not token:
        token, depth = token.head, depth + 1
    return depth
