"""Find quantities in text, as closed ranges: "at least nine", "between 10 and 15", "dozens", "$3 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.reader.lexicon.loader import data_file
from agents.reader.numbers.numerals import CARDINALS, SCALES, number
from agents.reader.text.lowered import lower_keeping_length

DATA = data_file(__file__, "quantities.toml")
_VAGUE = DATA.read("vague", dict[str, int])
_CURRENCIES = DATA.read("currencies", dict[str, str])
_BOUND = {word: bound for bound, words in DATA.word_lists("bounds").items() for word in words}


@dataclass(slots=True)
class Quantity:
    """A quantity in a passage's text, with its bounding words. Positions are character offsets, end exclusive."""

    start: int
    end: int
    numeral: int
    """Offset of the number itself, after "at least" and the like."""
    min: int
    max: int | None
    currency: str | None = None
    """ISO 4217 code of a sum of money; unqualified, "$" is USD and "rupees" are INR."""


def _either(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=lambda w: (-len(w), w)))


_WORDS = _either([*CARDINALS, *SCALES])
_NUMERAL = (
    rf"(?:\d{{1,3}}(?:,\d{{2,3}}){{1,4}}|\d{{1,12}})(?:\.\d{{1,3}})?(?:[ -](?:{_either(list(SCALES))}))?"
    rf"|(?:(?:half )?an? )?(?:{_WORDS})(?:(?: and |[ -])(?:{_WORDS})){{0,6}}"
)
_PATTERN = re.compile(
    rf"(?<![\w.,:/$€£¥₹-])(?:(?P<bound>{_either(list(_BOUND))}) )?"
    rf"(?:between (?P<low>{_NUMERAL}) and (?P<high>{_NUMERAL})"
    rf"|(?P<symbol>{_either([c.lower() for c in _CURRENCIES if not c.islower()])}) ?(?P<sum>{_NUMERAL})"
    rf"|(?P<vague>{_either(list(_VAGUE))})"
    rf"|(?P<first>{_NUMERAL})(?:(?:-| to )(?P<second>{_NUMERAL}))?)"
    rf"(?: (?P<unit>{_either([c for c in _CURRENCIES if c.islower()])}))?(?P<more> or more)?"
    r"(?![\w%])(?![.,:]\d)(?! ?(?:%|percent))"
)

QUANTIFIERS = frozenset(word for phrase in _VAGUE for word in phrase.split() if word not in ("a", "of")) | SCALES.keys()
"""Words for a number that can be followed by the counted noun after "of"."""


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a text, in order."""
    for m in _PATTERN.finditer(lower_keeping_length(text)):
        limits = _limits(m)
        if limits is None:
            continue
        currency = m["symbol"] or m["unit"]
        numeral = next(m.start(g) for g in ("low", "symbol", "vague", "first") if m[g])
        code = _CURRENCIES[currency if m["symbol"] is None else currency.upper()] if currency else None
        yield Quantity(m.start(), m.end(), numeral, *limits, code)


def _limits(m: re.Match[str]) -> tuple[int, int | None] | None:
    """Return the lower and upper bound of a match (None: unbounded); None if it is not a number."""
    if m["vague"]:
        return _VAGUE[m["vague"]], None
    low = number(m["low"] or m["sum"] or m["first"])
    upper = m["high"] or m["second"]
    high = number(upper) if upper else low
    if low is None or high is None or high < low:
        return None
    bound = _BOUND.get(m["bound"] or "")
    if bound == "least" or m["more"]:
        return round(low), None
    if bound == "above":  # of people the next whole number, of money the sum itself
        return round(low) + (0 if m["symbol"] or m["unit"] else 1), None
    return (1 if low >= 1 else 0) if bound == "most" and not upper else round(low), round(high)
