"""Bottom-k sketches: the k smallest hashes of a set, from which the overlap of two sets is estimated.

Unlike MinHash, which estimates |A ∩ B| / |A ∪ B|, bottom-k sketches also estimate |A ∩ B| / |A|, the share of A that is
in B. A copy cut to a third is contained in its original, although their union is three times as large.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint32]
"""Hashes, uint32; a sketch has them sorted and distinct."""

_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
SHINGLE_WORDS = len(_FACTORS)
"""Consecutive words in a shingle."""


def hashes(words: Iterable[str]) -> Hashes:
    """Return the CRC-32 of each word, in order; identical on every machine."""
    return np.fromiter((zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words), dtype=np.uint32)


def shingles(words: Sequence[str]) -> Hashes:
    """Return the hashes of all runs of `SHINGLE_WORDS` words; none for a shorter text."""
    if len(words) < SHINGLE_WORDS:
        return np.empty(0, dtype=np.uint32)
    each = hashes(words).astype(np.uint64)
    count = len(each) - SHINGLE_WORDS + 1
    mixed = sum(each[i : i + count] * factor for i, factor in enumerate(_FACTORS))
    return mixed_hashes(np.asarray(mixed, dtype=np.uint64))


def mixed_hashes(values: npt.NDArray[np.uint64] | Hashes) -> Hashes:
    """Return values mixed by MurmurHash3's finalizer, so that the smallest are a uniform sample."""
    values = values.astype(np.uint64)
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ (values >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return (values >> np.uint64(32)).astype(np.uint32)


def bottom_k(values: Hashes, most: int) -> Hashes:
    """Return the `most` smallest distinct values, sorted."""
    return np.unique(values)[:most]


def overlap(one: Hashes, other: Hashes, most: int) -> tuple[float, int]:
    """Return the estimated share of `one` that is in `other`, and the number of values behind it (0: unknown).

    A full sketch of `most` values covers its set only up to its largest value, so the sketches are compared up to the
    smaller of their largest values.
    """
    if len(one) == 0:
        return 1.0, 0
    for sketch in (one, other):
        if len(sketch) >= most:
            one = one[: np.searchsorted(one, sketch[-1], side="right")]
    if len(one) == 0 or len(other) == 0:
        return 0.0, len(one)
    at = np.searchsorted(other, one)
    at[at == len(other)] = 0
    return float(np.count_nonzero(other[at] == one)) / len(one), len(one)
