"""Capitals settled before the model reads: shouted headlines, datelines and team names put in ordinary case.

The model knows names by their capitals. What the article's own body writes in ordinary case is followed; a word
that it does not hold is lowered where it is a common word of English, else written as a name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from agents.reader.actors.countries import country_named
from agents.reader.names.gazetteer import is_common_word, is_given_name, place_weight

_WORD = re.compile(r"[^\W\d_]+(?:['.][^\W\d_]+)*")
_OPENING = re.compile(r"\W*((?:[A-Z][A-Z'.-]+ ){0,3}[A-Z][A-Z'.-]*[A-Z])(?= ?[,(:–—]| --? | \d)")
"""Capitals that open a passage before a mark or a number: "NEW DELHI:", "OSLO, Norway", "DETROIT 4 Boston 1"."""
_ENDS = frozenset(".!?:\"'(")
SHOUTED = 0.7
"""Share of capitals among the letters from which a passage is taken to be shouted."""
FEW = 8
"""Letters below which a passage is too short to tell."""

Forms = Mapping[str, str]
"""By word in lower case, the way the article's body writes it inside sentences."""


def settle(texts: Sequence[str]) -> list[str]:
    """The passages of an article with their capitals settled, each as long as before."""
    shouted = [_shouted(text) for text in texts]
    forms = _forms(text for text, loud in zip(texts, shouted, strict=True) if not loud)
    return [
        _lowered(text, forms) if loud else _opened(text, forms) for text, loud in zip(texts, shouted, strict=True)
    ]


def _shouted(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    return len(letters) >= FEW and sum(map(str.isupper, letters)) > SHOUTED * len(letters)


def _forms(texts: Iterable[str]) -> Forms:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in _WORD.finditer(text):
            inside = word.start() > 1 and text[word.start() - 2] not in _ENDS
            form = word.group()
            if inside and not (len(form) > 3 and form.isupper()):
                counts[form.lower()][form] += 1
    return {word: max(forms, key=lambda f: (forms[f], f)) for word, forms in counts.items()}


def _lowered(text: str, forms: Forms) -> str:
    """A shouted passage in ordinary case, its first letter a capital."""
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
    """A name with a capital at its start and after an apostrophe or a stop ("O'Brien", "J.Smith")."""
    return re.sub(r"(?:^|(?<=['.-]))[^\W\d_]", lambda m: m.group().upper(), word.lower())


def _opened(text: str, forms: Forms) -> str:
    """A passage with shouted places in ordinary case: those that open it and known ones further on."""
    opening = _OPENING.match(text)
    if opening and (" " in opening.group(1) or len(opening.group(1)) > 4 or _named(opening.group(1))):
        start, end = opening.span(1)
        text = text[:start] + _WORD.sub(lambda m: _titled(m.group()), text[start:end]) + text[end:]
    return _WORD.sub(lambda m: _known(m.group(), forms), text)


def _known(word: str, forms: Forms) -> str:
    if len(word) < 4 or not word.isupper():
        return word
    lower = word.lower()
    if len(lower) == len(word) and (place_weight(lower) > 0 or forms.get(lower, "").istitle()):
        return _titled(word)
    return word
