"""Spans that may be names: the model's spans, trimmed to the name and split where they hold several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from agents.reader.lexicon.common_words import is_common_word
from agents.reader.lexicon.countries import country_of, nationality
from agents.reader.lexicon.label_words import label_words
from agents.reader.lexicon.name_parts import suffixes
from agents.reader.syntax.tree import Doc, Span, Token

LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"})
"""OntoNotes labels of named things; the others are for numbers and times."""

LONGEST = 40
"""Tokens of the longest name; the model labels long lists as one name."""

_LINK = re.compile(r"://|www\.|\.(com|org|net|html?|php)\b|@", re.I)
_BARE = frozenset("-–—()[]'\"«»©/&,;:.|*•+…") | {"--", "'s"}
_PARTING = frozenset(["(", ")", "[", "]", "--", "–", "—", "/", "|", ";", ":"])


@dataclass(slots=True)
class SpanCandidate:
    """Tokens of a passage that may be a name, with the model's label."""

    passage: int
    doc: Doc
    start: int
    end: int
    label: str
    """Empty for a name that the model missed."""
    fixed: bool = False
    """Whether the label is certain, because a row pattern gives it."""

    form: str = field(init=False)
    """The text of the tokens."""

    def __post_init__(self) -> None:
        self.form = str(self.doc[self.start : self.end].text)

    @property
    def span(self) -> Span:
        """The span of its tokens."""
        return self.doc[self.start : self.end]

    @property
    def tokens(self) -> list[Token]:
        """Its tokens."""
        return self.doc.tokens[self.start : self.end]


def candidates(passage: int, doc: Doc) -> Iterator[SpanCandidate]:
    """Yield the model's names in a passage, split at brackets and dashes, without titles and marks around them."""
    last = 0
    capitals = any(c.isupper() for c in doc.text)
    for span in doc.ents:
        if span.label_ not in LABELS or len(span) > LONGEST or _LINK.search(span.text):
            continue
        for start, end in _parts(span):
            start, end, label = _trim(doc, max(start, last), end, span.label_)
            if start < end and label == "PERSON":
                start, end = _extend_left(doc, start, last), _extend_right(doc, start, end)
            if start < end and label == "ORG":
                start = _add_company_name(doc, start, end, last)
            if start < end and not _is_no_name(doc[start:end], capitals):
                yield SpanCandidate(passage, doc, start, end, label)
                last = end


def _is_no_name(span: Span, capitals: bool) -> bool:
    """Return whether a span cannot be a name: no capitals though the text has some, no Latin letters, only titles."""
    text = span.text
    if not any(c.isalpha() and c < "\u0250" for c in text) or "$" in text or "€" in text:
        return True
    if not any(c.isupper() for c in text):
        return capitals
    tokens = [t.lower_ for t in span]
    if len(tokens) == 1 and any(
        tokens[0] in label_words(known) for known in ("common_abbreviations", "no_names", "calendar")
    ):
        return True
    return all(t in label_words("titles") or t in label_words("no_names") for t in tokens)


def _parts(span: Span) -> list[tuple[int, int]]:
    """Return the parts of a span between brackets and dashes: "Bank of Ghana (BoG" holds two names."""
    parts, start = [], span.start
    for token in span:
        if token.text in _PARTING or _joins(token, span) or (token.text == "-" and _spaced(token)):
            parts.append((start, token.i))
            start = token.i + 1
    parts.append((start, span.end))
    return [(a, b) for a, b in parts if a < b]


def _joins(token: Token, span: Span) -> bool:
    """Return whether "and" or a comma separates two names; not in "Supreme Court and Council of State"."""
    if token.lower_ not in ("and", "&", ",", "or") or token.i == span.start or token.i + 1 >= span.end:
        return False
    if span.label_ == "PERSON":
        return True
    ends = label_words("organisation_ends")
    return (
        token.text != "&"
        and token.nbor(-1).lower_ in ends
        and any(t.lower_ in ends for t in span.doc[token.i : span.end])
    )


def _spaced(token: Token) -> bool:
    return bool(token.whitespace_) and (token.i == 0 or bool(token.nbor(-1).whitespace_))


def _trim(doc: Doc, start: int, end: int, label: str) -> tuple[int, int, str]:
    """Return a part without articles, titles and punctuation at its edges, and its label.

    A name after a title becomes a PERSON; numbers and nationality words at its edges are removed too.
    """
    while start < end and _outside_left(doc[start], label, last=start == end - 1):
        if doc[start].lower_ in label_words("titles") and label != "PERSON":
            label = "PERSON"
        start += 1
    while end > start and _outside_right(doc[end - 1], label):
        end -= 1
    return start, end, label


def _outside_left(token: Token, label: str, last: bool) -> bool:
    if token.text in _BARE or token.lower_ in ("the", "a", "an") or token.like_num:
        return label in ("PERSON", "GPE", "ORG", "NORP") or token.text in _BARE
    if label == "PERSON" and not last:
        return token.lower_ in label_words("titles") or nationality(token.text) is not None
    return False


def _outside_right(token: Token, label: str) -> bool:
    if token.text in _BARE and token.text != ".":
        return True
    return label in ("PERSON", "GPE") and (token.like_num or token.text[0].isdigit())


def _extend_left(doc: Doc, start: int, last: int) -> int:
    """Return the start of a person's name of which the model found only the last part ("Ana | Ruiz Montoya")."""
    while (
        start > last and doc[start - 1].whitespace_ and doc[start - 1].tag_ == "NNP" and _part_of_name(doc[start - 1])
    ):
        start -= 1
    return start


def _part_of_name(token: Token) -> bool:
    word = token.lower_
    known = any(word in label_words(kind) for kind in ("titles", "roles", "calendar", "organisation_ends", "no_names"))
    named = token.text.istitle() and token.is_alpha and len(word) > 1 and token.ent_type_ in ("", "PERSON")
    return named and not known and not is_common_word(word) and not country_of(token.text)


def _add_company_name(doc: Doc, start: int, end: int, last: int) -> int:
    """Return the start of a company's name of which the model found only the legal form ("Ostby Foods, | Inc.").

    Returns `end`, so that the span is empty, if the name before it is a mention already.
    """
    if not all(token.lower_.rstrip(".") in suffixes("company") for token in doc[start:end]):
        return start
    at = start - 1 if start > last and doc[start - 1].text == "," else start
    first = at
    while first > last and doc[first - 1].tag_ in ("NNP", "NNPS") and doc[first - 1].text[0].isupper():
        first -= 1
    return first if first < at else end


def _extend_right(doc: Doc, start: int, end: int) -> int:
    """Return the end of a person's name of which the model found only the first part ("Ana Ruiz | Montoya")."""
    while end < len(doc) and end - start < 5 and doc[end - 1].whitespace_:
        token = doc[end]
        if not (
            token.tag_ in ("NNP", "NNPS") and token.text.istitle() and token.is_alpha
        ) or token.lower_ in label_words("titles"):
            break
        if token.ent_type_ not in ("", "PERSON"):
            break
        end += 1
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
        if not doc[end + 1].is_alpha:
            break
        end += 2
    return end
