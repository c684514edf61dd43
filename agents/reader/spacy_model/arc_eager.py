"""Batched decoding of spaCy's arc-eager parser: the same trees as spaCy's, faster.

Each step scores the possible actions of every unfinished document and applies the best of each: shift the next word to
the stack, reduce, join both by an arc, or begin a sentence. The moves and their preconditions are those of spaCy 3
(pipeline/_parser_internals/arc_eager.pyx).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Self

import numpy as np
from spacy.pipeline import DependencyParser
from spacy.pipeline._parser_internals.nonproj import deprojectivize  # type: ignore[import-not-found]
from spacy.tokens import Doc
from thinc.api import Model as ThincModel

from agents.reader.spacy_model.batched_states import MOVES, NONE, BatchedStates, Integers
from agents.reader.spacy_model.maxout import Floats, MaxoutLayer, actions_of, is_default, larger

FEATURES = 8
"""Words that a score depends on: the next two, the topmost three of the stack, and the outermost children of both."""
LONGEST = 120
"""Words of the longest document parsed here; in longer ones too few documents are active, and spaCy is faster."""
_DECORATED = "||"
"""Mark in the label of an arc that was moved to make the tree projective, and has to be moved back."""


class ArcEagerDecoder:
    """Parser with the weights of a spaCy pipe."""

    def __init__(self, pipe: DependencyParser) -> None:
        self._pipe = pipe
        model: ThincModel[Any, Any] = pipe.model
        self._tok2vec, upper = model.get_ref("tok2vec"), model.get_ref("upper")
        self._first = MaxoutLayer(model)
        self._scores = np.ascontiguousarray(np.asarray(upper.get_param("W")).T)
        self._scores_bias = np.asarray(upper.get_param("b"))
        actions = actions_of(pipe)
        self._move = np.array([MOVES.index(action[0]) for action in actions])
        self._labels = [action[2:] for action in actions]
        strings = pipe.vocab.strings
        self._hashes = np.array([strings.add(label or "ROOT") for label in self._labels], dtype=np.uint64)
        self._root = np.uint64(strings.add("ROOT"))
        self._decorated = np.array([_DECORATED in label for label in self._labels])

    @classmethod
    def of(cls, pipe: object) -> Self | None:
        """Return a decoder with a pipe's weights; None if the pipe's architecture is not spaCy's default."""
        if not isinstance(pipe, DependencyParser) or not is_default(pipe, FEATURES):
            return None
        return None if "subtok" in {action[2:] for action in actions_of(pipe)} else cls(pipe)

    def parse(self, docs: Sequence[Doc]) -> None:
        """Set heads, labels and sentence starts of documents in place."""
        short = [doc for doc in docs if len(doc) <= LONGEST]
        for doc in docs:
            if len(doc) > LONGEST:
                self._pipe(doc)
        edges = np.cumsum([0, *map(len, short)])
        states = BatchedStates(edges[:-1], edges[1:])
        features = self._features(self._tok2vec.predict(short)) if short else []
        while states.unfinished():
            best = self._best(features, states)
            states.step(self._move[best], best)
        self._annotate(short, edges, states)

    def _features(self, vectors: Floats) -> list[Floats]:
        """Return per feature the contribution of each word, shape (words + 1, hidden); the last row is not a word."""
        return [
            np.concatenate([vectors @ weights, absent[None]])
            for weights, absent in zip(self._first.weights, self._first.absent, strict=True)
        ]

    def _best(self, features: Sequence[Floats], states: BatchedStates) -> Integers:
        """Return the index of the best valid action of each document, shape (documents,)."""
        first, *words = states.features()
        hidden = features[0].take(first, axis=0)
        for feature, word in zip(features[1:], words, strict=True):
            hidden += feature.take(word, axis=0)
        hidden += self._first.bias
        scores = larger(hidden) @ self._scores
        scores += self._scores_bias
        scores[~states.valid()[:, self._move]] = -np.inf
        best: Integers = scores.argmax(axis=1)
        return best

    def _annotate(self, docs: Sequence[Doc], edges: Integers, states: BatchedStates) -> None:
        free = states.head == NONE
        heads = np.where(free, 0, states.head - np.arange(len(free))).astype(np.int64)
        labels = np.where(free, self._root, self._hashes[states.action])
        moved = ~free & self._decorated[states.action]
        values = np.stack([heads.astype(np.uint64), labels], axis=1)
        for doc, (start, end) in zip(docs, pairwise(edges.tolist()), strict=True):
            if start < end:
                doc.from_array(["HEAD", "DEP"], values[start:end])  # type: ignore[arg-type]
                if moved[start:end].any():
                    deprojectivize(doc)
