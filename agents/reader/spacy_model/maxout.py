"""The first layer of spaCy's transition models: what each word adds to a score at each place where it may stand."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model as ThincModel

Floats = NDArray[np.float32]
PIECES = 2


class MaxoutLayer:
    """Its weights, laid out so that all first pieces of the units stand before all second ones (see `larger`)."""

    def __init__(self, model: ThincModel[Any, Any]) -> None:
        lower = model.get_ref("lower")
        weights, absent = (np.asarray(lower.get_param(name)) for name in ("W", "pad"))
        self.weights = [np.ascontiguousarray(w.transpose(2, 1, 0).reshape(w.shape[2], -1)) for w in weights]
        """For each place, from the vector of a word."""
        self.absent = [pad.T.reshape(-1) for pad in absent[0]]
        """For each place, what it adds that no word stands there."""
        self.bias = np.asarray(lower.get_param("b")).T.reshape(-1)


def is_usual(pipe: Any, places: int) -> bool:
    """Return whether a transition-based pipe is built as spaCy's own, decodes greedily, and looks at so many places."""
    lower = pipe.model.get_ref("lower")
    usual = pipe.model.attrs["has_upper"] and pipe.cfg["beam_width"] == 1
    return bool(usual and lower.get_dim("nF") == places and lower.get_dim("nP") == PIECES)


def larger(pieces: Floats) -> Floats:
    """Return the larger piece of each unit."""
    half = pieces.shape[1] // PIECES
    return np.maximum(pieces[:, :half], pieces[:, half:])


def actions_of(pipe: Any) -> list[str]:
    """Return the names of what may be done, by number: a letter, and mostly a hyphen and a label."""
    return [pipe.moves.get_class_name(number) for number in range(pipe.moves.n_moves)]
