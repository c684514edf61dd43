"""Capitals settled before the model reads: shouted headlines, datelines and team names put in ordinary case.

The model knows names by their capitals. What the article's own body writes in ordinary case is followed; a word
that it does not hold is lowered where it is a common word of English, else written as a name.
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
"""A word; in a group, if it stands neither first nor after the end of a sentence or an opening mark."""
_CAPITALS = re.compile(r"[^\W\d_a-z]['.]?[^\W\d_a-z]")
"""Two letters of a word that may be capitals, side by side."""
_OPENING = re.compile(r"\W*((?:[A-Z][A-Z'.-]+ ){0,3}[A-Z][A-Z'.-]*[A-Z])(?= ?[,(:–—]| --? | \d)")
"""Capitals that open a passage before a mark or a number: "NEW DELHI:", "OSLO, Norway", "DETROIT 4 Boston 1"."""
SHOUTED = 0.7
"""Share of capitals among the letters from which a passage is taken to be shouted."""
FEW = 8
"""Letters below which a passage is too short to tell."""

Forms = Mapping[str, str]
"""By word in lower case, the way the article's body writes it inside sentences."""


def normalize_case(texts: Sequence[str]) -> list[str]:
    """Return the passages of an article with their capitals settled, each as long as before."""
    shouted = [_shouted(text) for text in texts]
    forms = _forms(text for text, loud in zip(texts, shouted, strict=True) if not loud)
    return [_lowered(text, forms) if loud else _opened(text, forms) for text, loud in zip(texts, shouted, strict=True)]


def _shouted(text: str) -> bool:
    capitals = sum(map(str.isupper, text))
    # Few passages hold many capitals, and counting letters takes as long again.
    return capitals * 4 > len(text) and capitals > SHOUTED * (letters := sum(map(str.isalpha, text))) and letters >= FEW


def _forms(texts: Iterable[str]) -> Forms:
    counts = Counter(form for text in texts for form in _INSIDE.findall(text))
    del counts[""]
    usual: dict[str, tuple[int, str]] = {}
    for form, count in counts.items():
        lower = form.lower()
        if not _is_loud(form):
            usual[lower] = max((count, form), usual.get(lower, (0, "")))
    return {word: form for word, (_, form) in usual.items()}


def _lowered(text: str, forms: Forms) -> str:
    """Return a shouted passage in ordinary case, its first letter a capital."""
    quiet = _WORD.sub(lambda m: _quiet(m.group(), forms), text)
    first = next((i for i, c in enumerate(quiet) if c.isalpha()), 0)
    return quiet[:first] + text[first : first + 1] + quiet[first + 1 :]


def _quiet(word: str, forms: Forms) -> str:
    lower = word.lower()
    stem, mark, _ = lower.partition("'s") if lower.endswith("'s") else (lower, "", "")
    if not word.isupper() or len(lower) != len(word):
        return word
    if stem in forms:
        return forms[stem] + mark
    if is_common_word(stem):
        return lower
    if len(stem) < 5 and not _named(stem):
        return word[: len(stem)] + mark
    return _titled(stem) + mark


def _named(word: str) -> bool:
    return is_given_name(word) or place_weight(word) > 0 or country_named(word) is not None


def _titled(word: str) -> str:
    """Return a name with a capital at its start and after an apostrophe or a stop ("O'Brien", "J.Smith")."""
    return re.sub(r"(?:^|(?<=['.-]))[^\W\d_]", lambda m: m.group().upper(), word.lower())


def _opened(text: str, forms: Forms) -> str:
    """Return a passage with shouted places in ordinary case: those that open it and known ones further on."""
    opening = _OPENING.match(text)
    if opening and (" " in opening.group(1) or len(opening.group(1)) > 4 or _named(opening.group(1))):
        start, end = opening.span(1)
        text = text[:start] + _WORD.sub(lambda m: _titled(m.group()), text[start:end]) + text[end:]
    # Few passages hold capitals side by side, and looking for them is quicker than looking at each word.
    return _WORD.sub(lambda m: _known(m.group(), forms), text) if _CAPITALS.search(text) else text


def _is_loud(word: str) -> bool:
    return len(word) > 3 and word.isupper()


def _known(word: str, forms: Forms) -> str:
    if not _is_loud(word):
        return word
    lower = word.lower()
    if len(lower) == len(word) and (place_weight(lower) > 0 or forms.get(lower, "").istitle()):
        return _titled(word)
    return word
