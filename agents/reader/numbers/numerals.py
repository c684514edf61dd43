"""Parse numerals in digits and words: "1,200", "twenty-four", "2 1/2", "1.3 million"."""

from __future__ import annotations

import re

from agents.reader.lexicon.loader import data_file

_TABLES = data_file(__file__, "numerals.toml")
CARDINALS = _TABLES.read("cardinal", dict[str, int])
SCALES = _TABLES.read("scale", dict[str, int])
ORDINALS = _TABLES.read("ordinal", dict[str, int])

_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{2,3})+|\d{1,15})(?:\.\d{1,9})?")
_LARGEST = 10**15


def number(text: str) -> float | None:
    """Return the value of a numeral ("two hundred and six", "1.2 million", "a dozen"); None if it is not one.

    The largest value is 10**15; up to it, whole numbers are exact.
    """
    total, current, seen = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", text.lower().strip()):
        if word in SCALES:
            scaled = (current or 1) * SCALES[word]
            # "two hundred thousand": the hundreds are multiplied by the thousand that follows.
            total, current = (total, scaled) if SCALES[word] <= 100 else (total + scaled, 0.0)
            seen = True
        elif word in CARDINALS:
            current, seen = current + CARDINALS[word], True
        elif _DIGITS.fullmatch(word):
            current, seen = current + float(word.replace(",", "")), True
        elif part := re.fullmatch(r"(\d)/([2-9])", word):
            current, seen = current + int(part[1]) / int(part[2]), True
        elif word == "half":
            current, seen = current + 0.5, True
        elif word not in ("a", "an", "and", "of"):
            return None
    if not seen and text.lower().strip() not in ("a", "an"):
        return None
    value = total + current if seen else 1.0
    return value if value <= _LARGEST else None


def ordinal(text: str) -> int | None:
    """Return the rank of an ordinal ("third", "3rd", "21st"); None for any other text."""
    lower = text.lower()
    if lower in ORDINALS:
        return ORDINALS[lower]
    digits = re.fullmatch(r"([0-9]{1,4})(?:st|nd|rd|th)?", lower)
    return int(digits[1]) if digits else None
