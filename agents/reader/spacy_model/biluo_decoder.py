"""spaCy's entity recognizer, decoded for all words of many documents at once. The same entities as its own, sooner.

What the recognizer thinks of a word depends on the word alone while no entity is open, and else on where the open
one began. So all words are scored as if none were open, in one matrix product; then each document's entities of
several words are followed, a word of each document at a time.
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

from agents.reader.spacy_model.maxout import Floats, MaxoutLayer, actions_of, is_usual, larger

Integers = NDArray[np.intp]
Entity = tuple[int, int, str]
"""First token, token after the last, label."""

FEATURES = 3
"""What a score looks at: the word, the first word of the open entity, the word before."""


class BiluoDecoder:
    """Finds entities with the weights of a spaCy pipe."""

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
        self._goes_on, self._goes_on_bias = scores[inside] - scores[last], bias[inside] - bias[last]

    @classmethod
    def of(cls, pipe: object) -> Self | None:
        """One with a pipe's weights; None where the pipe is built in another way than spaCy's own."""
        return cls(pipe) if isinstance(pipe, EntityRecognizer) and is_usual(pipe, FEATURES) else None

    def vectors(self, docs: Sequence[Doc]) -> Floats:
        """Return what the scores are made from, a row a token."""
        found: Floats = self._tok2vec.predict(list(docs))
        return found

    def entities(self, vectors: Floats, docs: Sequence[Doc]) -> list[list[Entity]]:
        """Return the entities of each document, in order, from the vectors of all their tokens."""
        edges = np.cumsum([0, *map(len, docs)])
        at_edge = np.concatenate([_marks(doc) for doc in docs]) if docs else np.zeros((0, 2), dtype=np.bool_)
        word, first, before = (vectors @ weights for weights in self._first.weights)
        action = self._alone(word, at_edge)
        several = self._several(word, first, before, action, at_edge[:, 0], edges)
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

    def _alone(self, word: Floats, at_edge: NDArray[np.bool_]) -> Integers:
        """Return the best action for each word where no entity is open, as an index of `_labels`."""
        hidden = larger(word + self._first.absent[1] + self._first.absent[2] + self._first.bias)
        scores = hidden @ self._closed + self._closed_bias
        begins = self._kinds == "B"
        scores[np.ix_(at_edge[:, 0], begins)] = -np.inf
        scores[np.ix_(at_edge[:, 1], self._kinds != "O")] = -np.inf
        best: Integers = scores.argmax(axis=1)
        return best

    def _several(
        self,
        word: Floats,
        first: Floats,
        before: Floats,
        action: Integers,
        ends: NDArray[np.bool_],
        edges: Integers,
    ) -> Integers:
        """Start and end of each entity of several words; a step takes one word of each document that is in one."""
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
            on = np.einsum("ij,ij->i", hidden, self._goes_on[label]) + self._goes_on_bias[label]
            closed = (on < 0) | ends[at]
            at = at + 1
            found.append(np.stack([start[closed], at[closed]], axis=1))
            start = np.where(closed, following[at], start)
            at = np.where(closed, start + 1, at)
        return np.concatenate(found)


def _marks(doc: Doc) -> NDArray[np.bool_]:
    """Of each token, whether an entity may not go on behind it, and whether it is white space."""
    starts, spaces = doc.to_array(["SENT_START", "IS_SPACE"]).T
    ends = np.append(starts[1:] == 1, True)[: len(doc)]
    return np.stack([ends, spaces == 1], axis=1)
