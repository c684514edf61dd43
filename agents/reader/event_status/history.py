"""Status of events of long ago: commemorations, "years since", and old years or dates.

Words are in `history.toml`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from agents.reader.event_status.status_decision import StatusDecision
from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import child, governors
from agents.reader.syntax.tree import Token
from streams.contract.records import EventDate

_DATA = data_file(__file__, "history.toml")
ANNIVERSARIES, MEMORIALS, SPANS, ELAPSING = map(_DATA.words, ("anniversaries", "memorials", "spans", "elapsing"))
DAYS_TO_HISTORY = 350
"""Days before publication from which an event is historical: about a year."""
_AGO = re.compile(r"\b(?:years?|decades?|century|centuries)\b.*\b(?:ago|earlier|before)\b", re.IGNORECASE | re.DOTALL)
_APART = re.compile(r"(?!last|past|previous|this|next|that|each|every)[\w-]+ (?:years?|decades?)", re.IGNORECASE)
"""A distance from another event: "a year (after a bomb killed nine)"."""
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_MODIFIERS = frozenset({"compound", "nummod", "amod", "nmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def commemorated_status(head: Token) -> StatusDecision | None:
    """Return "historical" for an event that is commemorated ("the anniversary of the massacre"); else None."""
    for governor in governors(head):
        if governor.lemma_ in ANNIVERSARIES or governor.lemma_ in MEMORIALS:
            return StatusDecision("historical", f"commemorated: {governor.text!r}")
        if governor.dep_ == "prep" and governor.lower_ == "since" and governor.head.lemma_ in SPANS:
            return StatusDecision("historical", f"{governor.head.text!r} have passed since")
        if governor.dep_ == "prep" and _follows_span_on(governor):
            return StatusDecision("historical", f"{governor.nbor(-2).text!r} on")
    if any(c.lower_ == "ago" and any(t.lemma_ in SPANS for t in c.children) for c in head.children):
        return StatusDecision("historical", "years ago")
    return next((found for verb in (head, *governors(head)) if (found := _years_since(verb)) is not None), None)


def _follows_span_on(preposition: Token) -> bool:
    """Return whether a preposition ends "one year on from", "ten years on after"."""
    if preposition.lower_ not in ("from", "after") or preposition.i < 2:
        return False
    return preposition.nbor(-1).lower_ == "on" and preposition.nbor(-2).lemma_ in SPANS


def _years_since(verb: Token) -> StatusDecision | None:
    """Return "historical" for an event in a "since" clause of a span of years ("two decades have passed since …")."""
    since = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "since" and c.i < verb.i), None)
    if since is None or not since.i:
        return None
    passed = child(verb.head, *_SUBJECTS) if verb.head.lemma_ in ELAPSING else None
    span = next((t for t in (since.nbor(-1), passed) if t is not None and t.lemma_ in SPANS), None)
    return StatusDecision("historical", f"{span.text!r} have passed since") if span is not None else None


def is_history(when: EventDate, published: date) -> bool:
    """Return whether a date lies about a year or more before publication: "a year ago", "in 2011", "in the 1980s"."""
    if when.text is not None and (_AGO.search(when.text) or _APART.fullmatch(when.text)):
        return True
    if when.value[:3].isdigit() and len(when.value) == len("199"):
        return True
    last = _last_day(when.value)
    return last is not None and (published - last).days > DAYS_TO_HISTORY


def _last_day(value: str) -> date | None:
    """Return the last day of a TIMEX3 value of a day, month or year; None for another."""
    found = _DAY.match(value)
    if found is None or int(found[1]) == 0:
        return None
    year, month, day = int(found[1]), int(found[2] or 12), found[3]
    try:
        return date(year, month, int(day) if day else monthrange(year, month)[1])
    except ValueError:
        return None


def own_years(head: Token) -> Iterator[int]:
    """Yield the years that modify an event noun or the subject of a verb ("the 1994 bombing killed 85")."""
    for noun in (head, *(c for c in head.children if c.dep_ in _SUBJECTS)):
        for c in noun.children:
            if c.i < noun.i and c.dep_ in _MODIFIERS and _YEAR.fullmatch(c.text):
                yield int(c.text)
