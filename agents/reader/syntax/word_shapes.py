"""What a word's form says, as spaCy has it, and an empty table of vectors.

Both libraries are imported when the first word is read: they take a second, and a pack is checked without them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@lru_cache(20_000)
def is_punctuation(text: str) -> bool:
    """Return whether a word holds punctuation alone."""
    from spacy.lang.lex_attrs import is_punct

    return bool(is_punct(text))


@lru_cache(20_000)
def is_like_number(text: str) -> bool:
    """Return whether a word is a number in figures or English words."""
    from spacy.lang.en.lex_attrs import like_num

    return bool(like_num(text))  # type: ignore[no-untyped-call]


def no_vectors() -> NDArray[np.float32]:
    """Return the vectors of a text that has none, shape (0, 0)."""
    import numpy as np

    return np.zeros((0, 0), dtype=np.float32)
