"""Extent of a noun phrase: determiners, modifiers and short complements, without clauses."""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.lists import is_listed
from agents.reader.syntax.tree import Span, Token

CHARGING = data_file(__file__, "clauses.toml").words("charging")

LEFT = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "predet", "case", "neg"})
"""Relations of the words before a noun that belong to its phrase."""
PREPOSITIONS = frozenset({"of", "for", "in", "from", "to", "at", "near", "on", "with"})
PLACES = frozenset({"GPE", "LOC"})
TIMES = frozenset({"DATE", "TIME"})
LONGEST_COMPLEMENT = 8
"""Tokens of the longest prepositional complement that is part of a phrase."""
LONGEST_APPOSITION = 12


def phrase(head: Token) -> Span:
    """Return the noun phrase of a head with modifiers, "of" complements and titles, without relative clauses."""
    start, end = head.i, head.i + 1
    for c in head.children:
        if c.i < head.i and (c.dep_ in LEFT or (c.dep_ == "appos" and _touching(c, head))):
            start = min(start, c.left_edge.i)
    for c in sorted((c for c in head.children if c.i > head.i), key=lambda c: c.i):
        if c.dep_ == "case" or (c.dep_ in ("compound", "nummod", "nmod") and c.i == end):
            end = max(end, c.right_edge.i + 1)
        elif c.dep_ == "prep" and c.lower_ in PREPOSITIONS and c.i <= end and not _is_charge(c):
            end = _complement(c, end)
        elif c.dep_ == "appos" and head.ent_type_ not in PLACES and not is_listed(c) and _follows(c, end):
            end = _apposition(c, end)
    return _trim(head, start, end)


def _touching(modifier: Token, head: Token) -> bool:
    return all(not t.is_punct for t in modifier.doc[modifier.i : head.i])


def _follows(apposition: Token, end: int) -> bool:
    """Return whether only punctuation precedes an apposition; "12 people were killed, among them three" has none."""
    first = apposition.left_edge.i
    return apposition.doc[first].dep_ != "prep" and all(t.is_punct for t in apposition.doc.tokens[end:first])


def _is_charge(prep: Token) -> bool:
    """Return whether a preposition belongs to a verb of charging: "accused the driver of theft"."""
    accused = prep.head
    return prep.lower_ == "of" and accused.dep_ in ("dobj", "nsubjpass") and accused.head.lemma_ in CHARGING


def _complement(prep: Token, end: int) -> int:
    """Return the end of a short complement without a clause; `end` if it is long or a time."""
    obj = next((c for c in prep.children if c.dep_ == "pobj" and c.i > prep.i), None)
    if obj is None or obj.ent_type_ in TIMES:
        return end
    stop = obj.i + 1
    for c in obj.children:
        if c.dep_ == "prep" and c.lower_ in PREPOSITIONS and c.i == stop:
            inner = next((g for g in c.children if g.dep_ == "pobj"), None)
            stop = inner.i + 1 if inner is not None else stop
        elif c.dep_ == "appos" and c.i == stop:
            stop = c.i + 1
    return stop if stop - prep.i <= LONGEST_COMPLEMENT else end


def _apposition(appos: Token, end: int) -> int:
    """Return the end of an apposition, with its bracket; `end` if it is long."""
    stop = phrase_end(appos)
    following = appos.doc[stop] if stop < len(appos.doc) else None
    if following is not None and following.text == ")" and "(" in appos.doc[end:stop].text:
        stop += 1
    return stop if stop - end <= LONGEST_APPOSITION else end


def phrase_end(head: Token) -> int:
    """Return the end (exclusive) of a noun with the prepositional complements that follow it directly."""
    end = head.i + 1
    for c in head.children:
        if c.dep_ == "prep" and c.lower_ in PREPOSITIONS and c.i == end:
            end = _complement(c, end)
    return end


def _trim(head: Token, start: int, end: int) -> Span:
    """Return a phrase without conjunctions, punctuation and possessive marks at its edges."""
    doc = head.doc
    while start < head.i and doc[start].dep_ in ("cc", "punct") and doc[start].text != "(":
        start += 1
    while end > head.i + 1 and (doc[end - 1].dep_ == "case" or doc[end - 1].text in (",", ";", ":", "-", "–", '"')):
        end -= 1
    return doc[start:end]
