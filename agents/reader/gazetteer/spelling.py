"""One key for all spellings of a name: case, accents, hyphens, short forms of Saint, Fort and Mount."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"})
_QUOTES = str.maketrans(dict.fromkeys("'’‘`ʻʼʿʾ."))
_GAPS = re.compile(r"[\s,\-–—/_]+")
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


@lru_cache(50_000)
def spelling_key(name: str) -> str:
    """Return the key that every spelling of a name has: `saint marys` for "St. Mary's" and "Saint Marys"."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(c for c in folded if not unicodedata.combining(c)).translate(_QUOTES)
    words = _GAPS.sub(" ", plain).split()
    if len(words) > 1 and words[0] in _SHORT:
        words[0] = _SHORT[words[0]]
    return " ".join(words)


def key_hash(key: str) -> int:
    """Return the 64-bit hash of a key in the index."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
