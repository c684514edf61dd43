"""Restoration of ordinary case in headlines, datelines and team names that are written in capitals.

The model recognizes names by their capitals. A word takes the form that it has in the body of the same article. A word
that the body lacks is lowered if it is a common English word; otherwise it is written as a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from agents.reader.gazetteer.prominence import place_weight
from agents.reader.lexicon.common_words import is_common_word, is_given_name
from agents.reader.lexicon.countries import country_named

_LETTERS = r"[^\W\d_]+(?:['.][^\W\d_]+)*"
_WORD = re.compile(_LETTERS)
_INSIDE = re.compile(rf"(?<=[^.!?:\"'(].)({_LETTERS})|{_LETTERS}", re.S)
"""A word; captured if it is neither the first word nor after the end of a sentence or an opening mark."""
_CAPITALS = re.compile(r"[^\W\d_a-z]['.]?[^\W\d_a-z]")
"""Two adjacent letters of a word that may be capitals."""
_OPENING = re.compile(r"\W*((?:[A-Z][A-Z'.-]+ ){0,3}[A-Z][A-Z'.-]*[A-Z])(?= ?[,(:–—]| --? | \d)")
"""Capitals at the start of a passage, before a mark or a number: "NEW DELHI:", "OSLO, Norway", "DETROIT 4 Boston 1"."""
CAPITALS_SHARE = 0.7
"""Share of capitals among the letters above which a passage counts as written in capitals."""
MIN_LETTERS = 8
"""Letters that a passage must have for that."""

Forms = Mapping[str, str]
"""Lower-case word to the form that it mostly has inside the sentences of the article's body."""


def normalize_case(texts: Sequence[str]) -> list[str]:
    """Return the passages of an article in ordinary case, each of the same length as before."""
    in_capitals = [_is_in_capitals(text) for text in texts]
    forms = _forms(text for text, capitals in zip(texts, in_capitals, strict=True) if not capitals)
    return [
        _lower_passage(text, forms) if capitals else _lower_places(text, forms)
        for text, capitals in zip(texts, in_capitals, strict=True)
    ]


def _is_in_capitals(text: str) -> bool:
    capitals = sum(map(str.isupper, text))
    if capitals * 4 <= len(text):
        return False  # most passages: their letters need not be counted
    letters = sum(map(str.isalpha, text))
    return capitals > CAPITALS_SHARE * letters and letters >= MIN_LETTERS


def _forms(texts: Iterable[str]) -> Forms:
    counts = Counter(form for text in texts for form in _INSIDE.findall(text))
    del counts[""]
    usual: dict[str, tuple[int, str]] = {}
    for form, count in counts.items():
        lower = form.lower()
        if not _is_capital_word(form):
            usual[lower] = max((count, form), usual.get(lower, (0, "")))
    return {word: form for word, (_, form) in usual.items()}


def _lower_passage(text: str, forms: Forms) -> str:
    """Return a passage written in capitals in ordinary case; its first letter stays a capital."""
    lowered = _WORD.sub(lambda m: _lower_word(m.group(), forms), text)
    first = next((i for i, c in enumerate(lowered) if c.isalpha()), 0)
    return lowered[:first] + text[first : first + 1] + lowered[first + 1 :]


def _lower_word(word: str, forms: Forms) -> str:
    lower = word.lower()
    stem, mark, _ = lower.partition("'s") if lower.endswith("'s") else (lower, "", "")
    if not word.isupper() or len(lower) != len(word):
        return word
    if stem in forms:
        return forms[stem] + mark
    if is_common_word(stem):
        return lower
    if len(stem) < 5 and not _is_known_name(stem):
        return word[: len(stem)] + mark
    return _capitalize_name(stem) + mark


def _is_known_name(word: str) -> bool:
    return is_given_name(word) or place_weight(word) > 0 or country_named(word) is not None


def _capitalize_name(word: str) -> str:
    """Return a name with a capital at its start and after an apostrophe, a hyphen or a full stop ("O'Brien")."""
    return re.sub(r"(?:^|(?<=['.-]))[^\W\d_]", lambda m: m.group().upper(), word.lower())


def _lower_places(text: str, forms: Forms) -> str:
    """Return a passage with place names in ordinary case: those at its start, and known ones anywhere."""
    opening = _OPENING.match(text)
    if opening and (" " in opening.group(1) or len(opening.group(1)) > 4 or _is_known_name(opening.group(1))):
        start, end = opening.span(1)
        text = text[:start] + _WORD.sub(lambda m: _capitalize_name(m.group()), text[start:end]) + text[end:]
    # One search is faster than a test of each word, and few passages hold adjacent capitals.
    return _WORD.sub(lambda m: _lower_known_name(m.group(), forms), text) if _CAPITALS.search(text) else text


def _is_capital_word(word: str) -> bool:
    return len(word) > 3 and word.isupper()


def _lower_known_name(word: str, forms: Forms) -> str:
    if not _is_capital_word(word):
        return word
    lower = word.lower()
    if len(lower) == len(word) and (place_weight(lower) > 0 or forms.get(lower, "").istitle()):
        return _capitalize_name(word)
    return word
