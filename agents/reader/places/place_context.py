"""Tests whether context words show a name to be a place: "in X", "X County", "X, Ohio", "the town of X"."""

from __future__ import annotations

from agents.reader.gazetteer.index import FeatureClass, gazetteer
from agents.reader.gazetteer.prominence import LARGE, max_population
from agents.reader.lexicon.place_words import place_words
from agents.reader.places.toponym_candidates import ToponymCandidate
from agents.reader.syntax.tree import Doc

_DASHES = frozenset({"-", "--", "–", "—", "(", ":", "_"})


def is_road(doc: Doc, span: ToponymCandidate) -> bool:
    """Return whether the name is that of a road, because a word for roads follows: "Oslo Street"."""
    return span.end < len(doc) and doc[span.end].lower_ in place_words()["roads"] and doc[span.end].text[0].isupper()


def is_owner(doc: Doc, span: ToponymCandidate) -> bool:
    """Return whether an organisation or office of a large place follows: "Rochester high school", "Lima police"."""
    after = doc[span.end].lower_ if span.end < len(doc) else ""
    owned = after in place_words()["organisations"] or after in place_words()["belongings"]
    return owned and max_population(span.name) >= LARGE


def is_located(doc: Doc, span: ToponymCandidate) -> bool:
    """Return whether the context shows a place: "in X", "X, Ohio", "X County", "the town of X"."""
    after = doc[span.end] if span.end < len(doc) else None
    if span.level:
        return True
    start = span.start
    while start > 0 and ((word := doc[start - 1].lower_) == "the" or word in place_words()["modifiers"]):
        start -= 1
    before = [doc[n].lower_ for n in range(max(0, start - 2), start)]
    runs_on = (
        after is not None and after.text[0].isupper() and after.tag_ in ("NNP", "NNPS") and not after.is_sent_start
    )
    if (
        not runs_on
        and before
        and (before[-1] in place_words()["before"] or " ".join(before) in place_words()["before"])
    ):
        return True
    if len(before) == 2 and before[1] == "of" and (before[0] in place_words()["kinds_before"] or before[0] == ","):
        return not runs_on
    return is_dateline(doc, span) or has_region(doc, span)


def is_dateline(doc: Doc, span: ToponymCandidate) -> bool:
    """Return whether a name is a dateline: capitals at the start, then a dash, colon or bracket, "KABUL (AP)"."""
    before = doc[span.start - 1] if span.start else None
    if (
        not all(doc[n].text.isupper() for n in range(span.start, span.end) if doc[n].is_alpha)
        or len(doc[span.start]) < 3
    ):
        return False
    if before is not None and not before.is_punct:
        return False
    return any(token.text in _DASHES for token in doc.tokens[span.end : span.end + 5])


def is_filed_at(doc: Doc, span: ToponymCandidate) -> bool:
    """Return whether a known name in a dateline is a place in it: it precedes the date and the agency."""
    before = doc.tokens[: span.start]
    return bool(span.name) and not any(token.text in ("(", "/", "[") or token.text[0].isdigit() for token in before)


def has_region(doc: Doc, span: ToponymCandidate) -> bool:
    """Return whether a country or first-level region follows that contains a place of this name: "X, Ohio"."""
    if span.end + 1 >= len(doc) or doc[span.end].text != "," or not doc[span.end + 1].text[0].isupper():
        return False
    places = gazetteer()
    for end in (span.end + 4, span.end + 3, span.end + 2):
        containers = {row for row, _ in places.find(doc[span.end + 1 : end].text)} if end <= len(doc) else set()
        containers = {
            row for row in containers if places.rows["kind"][row] in (FeatureClass.COUNTRY, FeatureClass.ADMIN1)
        }
        if containers:
            inside = [int(places.rows["parent"][row]) for row, _ in places.find(span.name)]
            return any({int(places.first_level[p]), int(places.country[p])} & containers for p in inside)
    return False


def level_of(doc: Doc, span: ToponymCandidate) -> int:
    """Return the `FeatureClass` given by a later word ("Hebei province", "Clay and Clark counties"); 0 for none."""
    at = span.end
    for _ in range(24):
        if at >= len(doc):
            return 0
        lower = doc[at].lower_
        if at == span.end or lower.endswith("s"):
            level = int(place_words()["kinds_after"].get(lower, 0))
            if level:
                return level
        if not (doc[at].text[0].isupper() or lower in (",", "and", "or", "&")):
            return 0
        if at == span.end and doc[at].text[0].isupper():
            return 0
        at += 1
    return 0
