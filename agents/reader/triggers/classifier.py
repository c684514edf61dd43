"""The event classifier: probability that a word reports an event of each type."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.reader.triggers.features import TriggerCandidate, buckets, dense

WEIGHTS = Path(__file__).with_name("weights.npz")
BATCH = 128
"""Words per matrix product; more are faster and take more memory."""


class Classifier:
    """Softmax regression over `features`; trained by `agents.build.train_classifier`."""

    def __init__(self, types: Sequence[str], vectors: NDArray[np.float32], words: NDArray[np.float32]) -> None:
        self.types = tuple(types)
        self.vectors = vectors
        """Shape (groups × vector width, types)."""
        self.words = words
        """Shape (buckets, types)."""

    def predict(self, candidates: Sequence[TriggerCandidate]) -> NDArray[np.float32]:
        """Return probabilities of shape (candidates, types), with the columns in the order of `types`."""
        parts = [self._predict(candidates[at : at + BATCH]) for at in range(0, len(candidates), BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.types)), dtype=np.float32)

    def _predict(self, candidates: Sequence[TriggerCandidate]) -> NDArray[np.float32]:
        hashed = [buckets(candidate) for candidate in candidates]
        starts = list(accumulate(map(len, hashed[:-1]), initial=0))
        words = np.add.reduceat(self.words[list(chain.from_iterable(hashed))], starts, axis=0)
        return softmax(dense(candidates, candidates[0].head.doc.vectors) @ self.vectors + words)


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows of a score matrix as probabilities; each row sums to 1."""
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)


@cache
def load_classifier() -> Classifier:
    """Return the trained classifier of the package."""
    with np.load(WEIGHTS) as stored:
        return Classifier(
            tuple(str(t) for t in stored["types"]),
            stored["vectors"].astype(np.float32),
            stored["words"].astype(np.float32),
        )
