"""A parsed text as plain Python objects, copied once from spaCy's, which allocates a Token on every access.

Attributes have the names and meanings of spaCy's: https://spacy.io/api/token, /api/span and /api/doc.
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
    """A word or punctuation mark with its position in the dependency tree. Compared by identity."""

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
    """Offset of its first character in `doc.text`."""
    text: str
    lower_: str
    lemma_: str
    tag_: str
    """Part-of-speech tag (Penn Treebank)."""
    dep_: str
    """Relation to the head (ClearNLP); `ROOT` for the root of a sentence, which is its own head."""
    ent_type_: str
    """Label of the entity that contains it (OntoNotes); empty outside of entities."""
    whitespace_: str
    """The white space after it: one blank or an empty string."""
    head: Token
    children: Sequence[Token]
    """Its direct dependents, in text order."""
    sent: Span

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def lefts(self) -> list[Token]:
        """Its children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def left_edge(self) -> Token:
        """The first token of its subtree."""
        return self.doc.tokens[self.doc._edges[0][self.i]]

    @property
    def right_edge(self) -> Token:
        """The last token of its subtree."""
        return self.doc.tokens[self.doc._edges[1][self.i]]

    @property
    def conjuncts(self) -> list[Token]:
        """The tokens coordinated with it, without itself."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for word in found:
            found.extend(child for child in word.children if child.dep_ == "conj" and child.i > word.i)
        return [word for word in found if word is not self]

    @property
    def is_punct(self) -> bool:
        """Whether all its characters are punctuation."""
        return is_punctuation(self.text)

    @property
    def is_alpha(self) -> bool:
        """Whether all its characters are letters."""
        return self.text.isalpha()

    @property
    def like_num(self) -> bool:
        """Whether it is a number in figures or words."""
        return is_like_number(self.text)

    @property
    def is_sent_start(self) -> bool:
        """Whether it is the first token of its sentence."""
        return self.sent.start == self.i

    def nbor(self, distance: int = 1) -> Token:
        """Return the token at this distance, negative for earlier ones; IndexError if there is none."""
        at = self.i + distance
        if at < 0:
            raise IndexError(f"no token {distance} from {self.i}")
        return self.doc.tokens[at]

    def is_ancestor(self, descendant: Token) -> bool:
        """Return whether another token is in its subtree."""
        while descendant.head is not descendant:
            descendant = descendant.head
            if descendant is self:
                return True
        return False


@dataclass(slots=True, unsafe_hash=True)
class Span:
    """The tokens from `start` to `end` (exclusive), with a label if the span is an entity."""

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
        """Its text, without trailing white space."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def start_char(self) -> int:
        """Offset of its first character in `doc.text`."""
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Offset in `doc.text` after its last character (exclusive)."""
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
        """The token nearest to the root of the sentence, the first of several; punctuation only if there is no word."""
        tokens = self.doc.tokens[self.start : self.end]
        for token in tokens:
            if token.head is token:
                return token
        tops = [t for t in tokens if not self.start <= t.head.i < self.end] or [self.doc.tokens[self.start]]
        return tops[0] if len(tops) == 1 else min(tops, key=_depth)


@dataclass(eq=False)
class Doc:
    """A text with its tokens, sentences and entities."""

    text: str
    tokens: list[Token] = field(default_factory=list)
    sents: list[Span] = field(default_factory=list)
    ents: list[Span] = field(default_factory=list)
    vector_rows: list[int] = field(default_factory=list)
    """Row of each token in `vectors`; -1 if it has none."""
    vectors: NDArray[np.float32] = field(default_factory=no_vectors)
    """The model's word vectors, shape (vectors, dimensions)."""

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
        """Return the tokens that overlap the characters `start` to `end` (spaCy's "expand"); None if out of bounds."""
        first, last = self._token_at(start), self._token_at(end - 1)
        if first is None or last is None:
            return None
        # A start in the white space after a token belongs to the next token.
        return Span(self, first.i + (start == first.idx + len(first.text)), last.i + 1)

    def _token_at(self, at: int) -> Token | None:
        if not 0 <= at < len(self.text):
            return None
        return self.tokens[bisect_right(self.tokens, at, key=lambda token: token.idx) - 1]

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        """Indexes of the first and last token of each token's subtree."""
        left, right = list(range(len(self.tokens))), list(range(len(self.tokens)))
        downward = [token for token in self.tokens if token.head is token]
        for token in downward:
            downward.extend(token.children)
        for token in reversed(downward):
            head = token.head.i
            left[head], right[head] = min(left[head], left[token.i]), max(right[head], right[token.i])
        return left, right


def _depth(token: Token) -> int:
    """Return the depth of a token below the root of its sentence; for punctuation, more than any word's."""
    if not token.children and token.is_punct:
        return len(token.doc)
    depth = 0
    while token.head is not token:
        token, depth = token.head, depth + 1
    return depth
