"""The learned half of the event coder: how likely a word reports an event of each type."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.reader.ontology.features import Candidate, buckets, dense

WEIGHTS = Path(__file__).with_name("weights.npz")


class Classifier:
    """Softmax regression over `features`; trained by `agents.reader.ontology.train`."""

    def __init__(self, types: Sequence[str], vectors: NDArray[np.float32], words: NDArray[np.float32]) -> None:
        self.types = tuple(types)
        self.vectors = vectors
        """Shape (groups × vector width, types)."""
        self.words = words
        """Shape (buckets, types)."""

    def predict(self, candidates: Sequence[Candidate]) -> NDArray[np.float32]:
        """Probabilities, one row a candidate, one column a type of `types`."""
        if not candidates:
            return np.zeros((0, len(self.types)), dtype=np.float32)
        width = candidates[0].head.doc.vectors.shape[1]
        scores = dense(candidates, width) @ self.vectors
        for row, candidate in zip(scores, candidates, strict=True):
            row += self.words[buckets(candidate)].sum(axis=0)
        return softmax(scores)


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows of scores as probabilities."""
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)


@cache
def shipped() -> Classifier:
    """The classifier of the package."""
    with np.load(WEIGHTS) as stored:
        return Classifier(
            tuple(str(t) for t in stored["types"]),
            stored["vectors"].astype(np.float32),
            stored["words"].astype(np.float32),
        )
