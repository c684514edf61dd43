"""Sports articles, in which the name of a place is mostly that of its team."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from agents.reader.lexicon.label_words import label_words
from agents.reader.mentions.span_candidates import SpanCandidate
from agents.reader.syntax.tree import Doc

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
ENOUGH = 4
"""Sports words that a sports article has at least."""
KINDS = 3
"""Different sports words that it has at least."""
SHARE = 0.015
"""Share of sports words among its tokens, at least."""


def is_sport(docs: Sequence[Doc]) -> bool:
    """Return whether an article is about sport, by the number of sports words."""
    known = label_words("sport")
    about = [word for doc in docs for word in _WORD.findall(doc.text.lower()) if word in known]
    count = len(about)
    return len(set(about)) >= KINDS and count >= ENOUGH and count >= SHARE * sum(len(doc) for doc in docs)


def is_match_report(docs: Sequence[Doc], found: Iterable[SpanCandidate]) -> bool:
    """Return whether a sports article reports results: it starts with a section label or has rows of teams."""
    labelled = bool(docs) and len(docs[0]) > 1 and docs[0][0].lower_ in label_words("sport") and docs[0][1].text in "-:"
    return labelled or any(c.fixed and c.label == "ORG" for c in found)


def label_teams(found: Iterable[SpanCandidate]) -> None:
    """Relabel as organisations the places that play in a sports article, in place; not the venues."""
    for candidate in found:
        if candidate.label == "GPE" and not candidate.fixed and _plays(candidate):
            candidate.label = "ORG"


def _plays(candidate: SpanCandidate) -> bool:
    doc, start, end = candidate.doc, candidate.start, candidate.end
    before = doc[start - 1].lower_ if start else ""
    if before in label_words("opposing"):
        return True
    after = doc[end].lower_ if end < len(doc) else ""
    if after == "'s" and end + 1 < len(doc):
        after = doc[end + 1].lower_
    if after in label_words("playing") or after in label_words("roles"):
        return True
    if before in label_words("venue") or before in ("(", ",") or after in ("-", ")", ","):
        return False
    return doc[start].dep_ in ("nsubj", "nsubjpass") or (before in ("", "and", "-", "the", "former") and bool(after))
