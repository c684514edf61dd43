"""The first (maxout) layer of spaCy's transition models: contribution of each word to a score, per feature."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model as ThincModel

Floats = NDArray[np.float32]
PIECES = 2


class MaxoutLayer:
    """Weights of the layer, reordered so that the first pieces of all units precede the second ones (see `larger`)."""

    def __init__(self, model: ThincModel[Any, Any]) -> None:
        lower = model.get_ref("lower")
        weights, absent = (np.asarray(lower.get_param(name)) for name in ("W", "pad"))
        self.weights = [np.ascontiguousarray(w.transpose(2, 1, 0).reshape(w.shape[2], -1)) for w in weights]
        """Per feature, from the vector of a word, shape (width, pieces · hidden)."""
        self.absent = [pad.T.reshape(-1) for pad in absent[0]]
        """Per feature, the contribution of a missing word, shape (pieces · hidden,)."""
        self.bias = np.asarray(lower.get_param("b")).T.reshape(-1)


def is_default(pipe: Any, features: int) -> bool:
    """Return whether a transition-based pipe has spaCy's default architecture, greedy decoding, and `features`."""
    lower = pipe.model.get_ref("lower")
    default = pipe.model.attrs["has_upper"] and pipe.cfg["beam_width"] == 1
    return bool(default and lower.get_dim("nF") == features and lower.get_dim("nP") == PIECES)


def larger(pieces: Floats) -> Floats:
    """Return the larger piece of each unit: shape (n, 2 · hidden) to (n, hidden)."""
    half = pieces.shape[1] // PIECES
    return np.maximum(pieces[:, :half], pieces[:, half:])


def actions_of(pipe: Any) -> list[str]:
    """Return the names of a pipe's actions, by index: a letter, mostly with a hyphen and a label."""
    return [pipe.moves.get_class_name(number) for number in range(pipe.moves.n_moves)]
