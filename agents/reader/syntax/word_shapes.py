"""Lexical attributes of a word, by spaCy's functions, and an empty table of vectors.

spaCy and numpy are imported on first use: that takes a second, and checking a pack does not need them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@lru_cache(20_000)
def is_punctuation(text: str) -> bool:
    """Return whether a word consists of punctuation only."""
    from spacy.lang.lex_attrs import is_punct

    return bool(is_punct(text))


@lru_cache(20_000)
def is_like_number(text: str) -> bool:
    """Return whether a word is a number in figures or English words."""
    from spacy.lang.en.lex_attrs import like_num

    return bool(like_num(text))  # type: ignore[no-untyped-call]


def no_vectors() -> NDArray[np.float32]:
    """Return an empty table of vectors, shape (0, 0)."""
    import numpy as np

    return np.zeros((0, 0), dtype=np.float32)
