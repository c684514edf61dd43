"""Names that the model missed, found by context words: acronyms, people with a title or a verb of saying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache

from agents.reader.lexicon.countries import country_named, nationality
from agents.reader.lexicon.label_words import label_words
from agents.reader.mentions.span_candidates import LONGEST, SpanCandidate
from agents.reader.syntax.tree import Doc, Token

_PROPER = ("NNP", "NNPS")
ACRONYM = range(2, 8)
"""Possible numbers of letters of an acronym."""


def bracketed_acronyms(found: Iterable[SpanCandidate]) -> Iterator[tuple[SpanCandidate, SpanCandidate]]:
    """Yield each name with the acronym in brackets after it: "Sea Rescue Trust (SRT)"."""
    for name in found:
        doc, end = name.doc, name.end
        after = doc.tokens[end : end + 3]
        closes = len(after) == 3 and after[0].text == "(" and after[2].text in (")", ",", ";")
        if closes and _abbreviates(after[1].text, name.form):
            yield name, SpanCandidate(name.passage, doc, end + 1, end + 2, name.label)


def _abbreviates(short: str, name: str) -> bool:
    """Return whether the letters of an acronym occur in a name in this order, starting with its first letter."""
    letters = short.lower().replace("&", "").replace(".", "")
    if len(letters) not in ACRONYM or sum(c.isupper() for c in short) < 2 or len(name) < 2 * len(letters):
        return False
    rest = iter(name.lower())
    return name[0].lower() == letters[0] and all(letter in rest for letter in letters)


def missed_names(passage: int, doc: Doc, taken: Set[int]) -> list[SpanCandidate]:
    """Return names in a passage among the tokens that are not `taken`."""
    found = []
    end = 0
    for token in doc.tokens:
        if token.tag_ not in _PROPER or token.i < end or token.i in taken or not _name_word(token):
            continue
        end = token.i + 1
        while end < len(doc) and end not in taken and doc[end - 1].whitespace_ and _name_word(doc[end]):
            end += 1
        if end - token.i > LONGEST:
            continue
        if label := _context_label(doc, token.i, end, taken):
            found.append(SpanCandidate(passage, doc, token.i, end, label))
    return found


def _name_word(token: Token) -> bool:
    return token.tag_ in _PROPER and _is_name_word_form(token.text)


@lru_cache(20_000)
def _is_name_word_form(word: str) -> bool:
    """Return whether a word is spelled like a name and is not a title, abbreviation, calendar word or nationality."""
    others = ("titles", "no_names", "common_abbreviations", "calendar")
    spelled = word[0].isupper() and word.isalpha() and len(word) > 1
    return spelled and not any(word.lower() in label_words(kind) for kind in others) and not nationality(word)


def _context_label(doc: Doc, start: int, end: int, taken: Set[int]) -> str:
    """Return the label that the context words of a name indicate; empty if they indicate none."""
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    name = doc[start:end].text
    if before is not None and before.text == "(":
        return ""
    if (
        before is not None
        and before.lower_ in label_words("address")
        and before.text[0].isupper()
        and start - 1 not in taken
    ):
        return "" if after is not None and after.tag_ == "NNP" else "PERSON"
    if country_named(name):
        return "GPE"
    if end - start == 1 and name.isupper() and len(name) in ACRONYM and len(name) > 2:
        return "ORG"
    spoke = before is not None and before.lower_ in label_words("saying") and (after is None or after.is_punct)
    speaks = after is not None and after.lower_ in label_words("saying") and doc[start].dep_ in ("nsubj", "compound")
    return "PERSON" if (spoke or speaks) and end - start < 4 else ""


def covered_tokens(found: Sequence[SpanCandidate]) -> set[int]:
    """Return the indexes of the tokens that names cover."""
    return {i for c in found for i in range(c.start, c.end)}
