"""How the spellings of a name are made one key: case, accents, hyphens, short forms of Saint, Fort and Mount."""

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
    """Return the form that every spelling of a name shares: "St. Mary's" and "Saint Marys" are both `saint marys`."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(c for c in folded if not unicodedata.combining(c)).translate(_QUOTES)
    words = _GAPS.sub(" ", plain).split()
    if len(words) > 1 and words[0] in _SHORT:
        words[0] = _SHORT[words[0]]
    return " ".join(words)


def key_hash(key: str) -> int:
    """Sixty-four bits that stand for a key in the index."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
