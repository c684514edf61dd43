"""Whether the words around a name show that it is a place: "in X", "X County", "X, Ohio", "the town of X"."""

from __future__ import annotations

from agents.reader.gazetteer.index import FeatureClass, gazetteer
from agents.reader.gazetteer.prominence import LARGE, max_population
from agents.reader.lexicon.place_words import place_words
from agents.reader.places.toponym_candidates import ToponymCandidate
from agents.reader.syntax.tree import Doc

_DASHES = frozenset({"-", "--", "–", "—", "(", ":", "_"})


def is_road(doc: Doc, spot: ToponymCandidate) -> bool:
    """Return whether a road word follows, so that the name is a road's: "Oslo Street"."""
    return spot.end < len(doc) and doc[spot.end].lower_ in place_words()["roads"] and doc[spot.end].text[0].isupper()


def is_owner(doc: Doc, spot: ToponymCandidate) -> bool:
    """ "Rochester high school", "Lima police": an organisation or office of the place follows."""
    after = doc[spot.end].lower_ if spot.end < len(doc) else ""
    owned = after in place_words()["organisations"] or after in place_words()["belongings"]
    return owned and max_population(spot.name) >= LARGE


def is_located(doc: Doc, spot: ToponymCandidate) -> bool:
    """Return whether a name stands as a place does: "in X", "X, Ohio", "X County", "the town of X"."""
    after = doc[spot.end] if spot.end < len(doc) else None
    if spot.level:
        return True
    start = spot.start
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
    return is_dateline(doc, spot) or has_region(doc, spot)


def is_dateline(doc: Doc, spot: ToponymCandidate) -> bool:
    """Capitals at the start of a passage or sentence, then a dash, colon or bracket: "KABUL (AP)"."""
    before = doc[spot.start - 1] if spot.start else None
    if (
        not all(doc[n].text.isupper() for n in range(spot.start, spot.end) if doc[n].is_alpha)
        or len(doc[spot.start]) < 3
    ):
        return False
    if before is not None and not before.is_punct:
        return False
    return any(token.text in _DASHES for token in doc.tokens[spot.end : spot.end + 5])


def is_filed_at(doc: Doc, spot: ToponymCandidate) -> bool:
    """Return whether a known name in a dateline is one of its places: it stands before the day and the agency."""
    before = doc.tokens[: spot.start]
    return bool(spot.name) and not any(token.text in ("(", "/", "[") or token.text[0].isdigit() for token in before)


def has_region(doc: Doc, spot: ToponymCandidate) -> bool:
    """ "X, Ohio": a country or first-level region follows that holds a place of this name."""
    if spot.end + 1 >= len(doc) or doc[spot.end].text != "," or not doc[spot.end + 1].text[0].isupper():
        return False
    places = gazetteer()
    for end in (spot.end + 4, spot.end + 3, spot.end + 2):
        holders = {row for row, _ in places.find(doc[spot.end + 1 : end].text)} if end <= len(doc) else set()
        holders = {row for row in holders if places.rows["kind"][row] in (FeatureClass.COUNTRY, FeatureClass.ADMIN1)}
        if holders:
            inside = [int(places.rows["parent"][row]) for row, _ in places.find(spot.name)]
            return any({int(places.first_level[p]), int(places.country[p])} & holders for p in inside)
    return False


def level_of(doc: Doc, spot: ToponymCandidate) -> int:
    """The `FeatureClass` that a following word gives ("Hebei province", "Clay and Clark counties"), 0 for none."""
    at = spot.end
    for _ in range(24):
        if at >= len(doc):
            return 0
        lower = doc[at].lower_
        if at == spot.end or lower.endswith("s"):
            level = int(place_words()["kinds_after"].get(lower, 0))
            if level:
                return level
        if not (doc[at].text[0].isupper() or lower in (",", "and", "or", "&")):
            return 0
        if at == spot.end and doc[at].text[0].isupper():
            return 0
        at += 1
    return 0
