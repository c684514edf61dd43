"""Batched decoding of spaCy's entity recognizer: the same entities as spaCy's, faster.

While no entity is open, the score of a word depends on the word only; otherwise also on the start of the open entity.
So all words are scored in one matrix product as if no entity were open. Then entities of several words are extended,
one word of each document per step.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from thinc.api import Model as ThincModel

from agents.reader.spacy_model.maxout import Floats, MaxoutLayer, actions_of, is_default, larger

Integers = NDArray[np.intp]
Entity = tuple[int, int, str]
"""First token, end token (exclusive), label."""

FEATURES = 3
"""Words that a score depends on: the word, the first word of the open entity, the previous word."""


class BiluoDecoder:
    """Entity recognizer with the weights of a spaCy pipe."""

    def __init__(self, pipe: EntityRecognizer) -> None:
        model: ThincModel[Any, Any] = pipe.model
        self._tok2vec, upper = model.get_ref("tok2vec"), model.get_ref("upper")
        self._first = MaxoutLayer(model)
        actions = actions_of(pipe)
        scores, bias = np.asarray(upper.get_param("W")), np.asarray(upper.get_param("b"))
        closed = [n for n, action in enumerate(actions) if action[0] in "OBU" and action != "U-"]
        self._closed, self._closed_bias = np.ascontiguousarray(scores[closed].T), bias[closed]
        self._kinds = np.array([actions[n][0] for n in closed])
        self._labels = [actions[n][2:] for n in closed]
        inside = [actions.index(f"I-{label}") if label else 0 for label in self._labels]
        last = [actions.index(f"L-{label}") if label else 0 for label in self._labels]
        self._continue, self._continue_bias = scores[inside] - scores[last], bias[inside] - bias[last]

    @classmethod
    def of(cls, pipe: object) -> Self | None:
        """Return a decoder with a pipe's weights; None if the pipe's architecture is not spaCy's default."""
        return cls(pipe) if isinstance(pipe, EntityRecognizer) and is_default(pipe, FEATURES) else None

    def vectors(self, docs: Sequence[Doc]) -> Floats:
        """Return the token vectors that scores are computed from, shape (tokens, width)."""
        found: Floats = self._tok2vec.predict(list(docs))
        return found

    def entities(self, vectors: Floats, docs: Sequence[Doc]) -> list[list[Entity]]:
        """Return the entities of each document, in order, from the `vectors` of all their tokens."""
        edges = np.cumsum([0, *map(len, docs)])
        at_edge = np.concatenate([_boundaries(doc) for doc in docs]) if docs else np.zeros((0, 2), dtype=np.bool_)
        word, first, before = (vectors @ weights for weights in self._first.weights)
        action = self._closed_actions(word, at_edge)
        several = self._long_entities(word, first, before, action, at_edge[:, 0], edges)
        inside = np.zeros(len(vectors) + 1, dtype=np.intp)
        np.add.at(inside, several[:, 0], 1)
        np.add.at(inside, several[:, 1], -1)
        free = np.cumsum(inside[:-1]) == 0
        (single,) = ((self._kinds[action] == "U") & free).nonzero()
        every = np.concatenate([several, np.stack([single, single + 1], axis=1)])
        every = every[every[:, 0].argsort()]
        found = [(start, end, self._labels[action[start]]) for start, end in every.tolist()]
        bounds = np.searchsorted(every[:, 0], edges).tolist()
        return [
            [(start - edge, end - edge, label) for start, end, label in found[a:b]]
            for edge, (a, b) in zip(edges.tolist(), pairwise(bounds), strict=False)
        ]

    def _closed_actions(self, word: Floats, at_edge: NDArray[np.bool_]) -> Integers:
        """Return for each word the best action while no entity is open, as an index of `_labels`."""
        hidden = larger(word + self._first.absent[1] + self._first.absent[2] + self._first.bias)
        scores = hidden @ self._closed + self._closed_bias
        begins = self._kinds == "B"
        scores[np.ix_(at_edge[:, 0], begins)] = -np.inf
        scores[np.ix_(at_edge[:, 1], self._kinds != "O")] = -np.inf
        best: Integers = scores.argmax(axis=1)
        return best

    def _long_entities(
        self,
        word: Floats,
        first: Floats,
        before: Floats,
        action: Integers,
        ends: NDArray[np.bool_],
        edges: Integers,
    ) -> Integers:
        """Return start and end of each entity of several words, shape (n, 2); a step takes one word per document."""
        count = len(word)
        begins = np.where(self._kinds[action] == "B", np.arange(count), count)
        following = np.append(np.minimum.accumulate(begins[::-1])[::-1], count)
        found = [np.zeros((0, 2), dtype=np.intp)]
        start, limit = following[edges[:-1]], edges[1:]
        at = start + 1
        while (within := start < limit).any():
            start, at, limit = start[within], at[within], limit[within]
            label = action[start]
            hidden = larger(word[at] + first[start] + before[at - 1] + self._first.bias)
            on = np.einsum("ij,ij->i", hidden, self._continue[label]) + self._continue_bias[label]
            closed = (on < 0) | ends[at]
            at = at + 1
            found.append(np.stack([start[closed], at[closed]], axis=1))
            start = np.where(closed, following[at], start)
            at = np.where(closed, start + 1, at)
        return np.concatenate(found)


def _boundaries(doc: Doc) -> NDArray[np.bool_]:
    """Return for each token whether an entity must end at it, and whether it is white space; shape (tokens, 2)."""
    starts, spaces = doc.to_array(["SENT_START", "IS_SPACE"]).T
    ends = np.append(starts[1:] == 1, True)[: len(doc)]
    return np.stack([ends, spaces == 1], axis=1)
