"""Which capitalised names in an article are places, which stand for something else, and which place holds which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from agents.reader.atlas.index import Kind, atlas
from agents.reader.atlas.spelling import spelling_key
from agents.reader.page import Page
from agents.reader.spots import Named, Spot, find_spots, named_tokens, words
from streams.records import Entity

LARGE = 5_000
"""People of a town that is taken for a place inside an organisation's name without more evidence."""
_PLACES = frozenset({"GPE", "LOC"})
_DASHES = frozenset({"-", "--", "–", "—", "(", ":", "_"})


@dataclass(slots=True)
class Toponym:
    """A place name in the article, before it is put on the map."""

    passage: int
    spot: Spot
    holder: int | None = None
    """Index of the toponym that is said to hold it ("Lima, Ohio")."""
    part: bool = False
    """Inside the name of something else ("Lima Police")."""


def find_toponyms(page: Page, entities: Sequence[Entity]) -> list[Toponym]:
    """The place names of an article, in order."""
    named = named_tokens(page, entities)
    people = _people(entities)
    spots = [find_spots(passage.doc, names) for passage, names in zip(page.passages, named, strict=True)]
    sure: list[list[bool]] = []
    for passage, of_passage, names in zip(page.passages, spots, named, strict=True):
        for spot in of_passage:
            spot.level = spot.level or _level(passage.doc, spot)
        sure.append([_is_place(passage.doc, spot, names, people) for spot in of_passage])
        _spread(passage.doc, of_passage, sure[-1], people)
    known = {
        _key(s) for of, yes in zip(spots, sure, strict=True) for s, y in zip(of, yes, strict=True) if y and s.name
    }
    found: list[Toponym] = []
    for n, (passage, of_passage, yes) in enumerate(zip(page.passages, spots, sure, strict=True)):
        kept = [
            Toponym(n, spot, part=not spot.whole)
            for spot, is_sure in zip(of_passage, yes, strict=True)
            if is_sure or _is_repeated(passage.doc, spot, known, people)
        ]
        _link(passage.doc, kept, len(found))
        found += kept
    return found


def _key(spot: Spot) -> str:
    return spelling_key(spot.name)


def _people(entities: Sequence[Entity]) -> frozenset[str]:
    """Words of the names of more than one word of the article's people."""
    names = [
        text.split() for e in entities if e.label == "PERSON" for text in {e.name, *(m.text for m in e.mentions)}
    ]
    return frozenset(spelling_key(word) for name in names if len(name) > 1 for word in (*name, " ".join(name)))


def _is_place(doc: Doc, spot: Spot, named: Mapping[int, Named], people: frozenset[str]) -> bool:
    """Whether a spot is a place by what the model and the words around it say."""
    if not spot.name:
        return bool(spot.label)
    if _is_road(doc, spot):
        return False
    if spot.people:
        return spot.label != "PERSON"
    strong = _is_located(doc, spot)
    key = _key(spot)
    if key in people and not (strong and spot.label in _PLACES):
        return False
    if spot.label in _PLACES:
        return spot.whole or spot.first or strong
    if spot.label == "NORP":
        return False
    if spot.label == "PERSON":
        return spot.whole and strong and key not in words()["common"]
    if spot.label == "":
        return (strong or _is_owner(doc, spot)) and not _is_common(spot)
    return _is_in_name(doc, spot, named, strong)


def _is_in_name(doc: Doc, spot: Spot, named: Mapping[int, Named], strong: bool) -> bool:
    """Whether a spot is a place in the name of an organisation, building or event, or the model took it for one."""
    largest = _largest(spot)
    if largest in (Kind.COUNTRY, Kind.ADMIN1, Kind.AREA):
        return not _is_common(spot) or strong
    if _is_common(spot) and not spot.level:
        return False
    around = named[spot.start]
    if spot.whole:
        acronym = doc[spot.start].is_upper and spot.end - spot.start == 1 and len(doc[spot.start]) <= 5
        return strong or (not acronym and _people_of(spot) >= LARGE)
    after_of = spot.start > around.start and doc[spot.start - 1].lower_ in ("of", "in", "at", "for")
    kind = any(
        doc[n].lower_.rstrip("s") in words()["organisations"] or doc[n].lower_ in words()["organisations"]
        for n in range(spot.end, around.end)
    )
    return bool(spot.level) or ((after_of or (spot.first and kind)) and _people_of(spot) >= LARGE / 10)


def _is_repeated(doc: Doc, spot: Spot, known: frozenset[str] | set[str], people: frozenset[str]) -> bool:
    """Whether a spot has the name of a place that the article names elsewhere."""
    key = _key(spot)
    if not spot.name or key not in known or _is_road(doc, spot) or (spot.label == "NORP" and not spot.people):
        return False
    if spot.label == "PERSON":
        return spot.whole and key not in people
    return key not in people


def _is_common(spot: Spot) -> bool:
    return spot.name.lower() in words()["common"]


def _is_road(doc: Doc, spot: Spot) -> bool:
    return spot.end < len(doc) and doc[spot.end].lower_ in words()["roads"] and doc[spot.end].text[0].isupper()


def _is_owner(doc: Doc, spot: Spot) -> bool:
    """ "Rochester high school", "Lima police": an organisation or office of the place follows."""
    return spot.end < len(doc) and doc[spot.end].lower_ in words()["organisations"] and _people_of(spot) >= LARGE


def _is_located(doc: Doc, spot: Spot) -> bool:
    """Whether the words around a name are those around a place: "in X", "X, Ohio", "X County", "the town of X"."""
    after = doc[spot.end] if spot.end < len(doc) else None
    if spot.level:
        return True
    start = spot.start
    while start > 0 and doc[start - 1].lower_ in words()["modifiers"] | {"the"}:
        start -= 1
    before = [doc[n].lower_ for n in range(max(0, start - 2), start)]
    runs_on = (
        after is not None and after.text[0].isupper() and after.tag_ in ("NNP", "NNPS") and not after.is_sent_start
    )
    if not runs_on and before and (before[-1] in words()["before"] or " ".join(before) in words()["before"]):
        return True
    if len(before) == 2 and before[1] == "of" and before[0] in words()["kinds_before"]:
        return True
    return _is_dateline(doc, spot) or _has_region(doc, spot)


def _is_dateline(doc: Doc, spot: Spot) -> bool:
    """Capitals at the start of a passage or sentence, then a dash, colon or bracket: "KABUL (AP)"."""
    before = doc[spot.start - 1] if spot.start else None
    if not all(doc[n].is_upper for n in range(spot.start, spot.end) if doc[n].is_alpha) or len(doc[spot.start]) < 3:
        return False
    if before is not None and not before.is_punct:
        return False
    return any(token.text in _DASHES for token in doc[spot.end : spot.end + 5])


def _has_region(doc: Doc, spot: Spot) -> bool:
    """ "X, Ohio": a country or first-level region follows that holds a place of this name."""
    if spot.end + 1 >= len(doc) or doc[spot.end].text != "," or not doc[spot.end + 1].text[0].isupper():
        return False
    places = atlas()
    for end in (spot.end + 4, spot.end + 3, spot.end + 2):
        holders = {row for row, _ in places.find(doc[spot.end + 1 : end].text)} if end <= len(doc) else set()
        holders = {row for row in holders if places.rows["kind"][row] in (Kind.COUNTRY, Kind.ADMIN1)}
        if holders:
            inside = [int(places.rows["parent"][row]) for row, _ in places.find(spot.name)]
            return any({int(places.first_level[p]), int(places.country[p])} & holders for p in inside)
    return False


def _level(doc: Doc, spot: Spot) -> int:
    """The `Kind` that a following word gives ("Hebei province", "Clay and Clark counties"), 0 for none."""
    at = spot.end
    for _ in range(24):
        if at >= len(doc):
            return 0
        lower = doc[at].lower_
        if at == spot.end or lower.endswith("s"):
            level = int(words()["kinds_after"].get(lower, 0))
            if level:
                return level
        if not (doc[at].text[0].isupper() or lower in (",", "and", "or", "&")):
            return 0
        if at == spot.end and doc[at].text[0].isupper():
            return 0
        at += 1
    return 0


def _spread(doc: Doc, spots: Sequence[Spot], sure: list[bool], people: frozenset[str]) -> None:
    """In a list of names, one place makes its neighbours places: "Clay, Douglas, Otter Tail and Wilkin"."""
    for order in (range(1, len(spots)), range(len(spots) - 2, -1, -1)):
        for n in order:
            other = n - 1 if order.step > 0 else n + 1
            left, right = (other, n) if other < n else (n, other)
            spot = spots[n]
            gap = [token.lower_ for token in doc[spots[left].end : spots[right].start]]
            joined = gap in ([","], ["and"], ["or"], ["&"], [",", "and"], [",", "or"])
            free = spot.name and spot.whole and not spot.people and not spots[other].people and not _is_common(spot)
            if joined and sure[other] and spots[other].whole and free and not sure[n]:
                sure[n] = _key(spot) not in people and _ends(doc, spot)


def _ends(doc: Doc, spot: Spot) -> bool:
    """Whether a name in a list stops where the list goes on, and no verb or longer name follows."""
    return spot.end >= len(doc) or doc[spot.end].is_punct or doc[spot.end].lower_ in ("and", "or", "&")


def _link(doc: Doc, found: Sequence[Toponym], offset: int) -> None:
    """Set the holder of each toponym that is said to lie in its neighbour."""
    for n, (left, right) in enumerate(pairwise(found)):
        gap = [token.lower_ for token in doc[left.spot.end : right.spot.start]]
        plain = [word for word in gap if word not in words()["modifiers"] and word not in words()["kinds_after"]]
        plain = [word for word in plain if word not in words()["kinds_before"] and word not in ("the", "'s")]
        if (
            plain in ([","], ["("], ["in"], ["of"], [",", "in"])
            and gap[:1] != ["'s"]
            and not right.part
            and not left.spot.people
        ):
            left.holder = offset + n + 1
        elif (not plain or plain == ["of"]) and (gap[:1] == ["'s"] or left.spot.people):
            right.holder = offset + n


def _largest(spot: Spot) -> int:
    """The largest `Kind` of the places of a name, by main name or table."""
    kinds = [int(atlas().rows["kind"][row]) for row, main in atlas().find(spot.name) if main]
    return min(kinds, default=0)


def _people_of(spot: Spot) -> int:
    rows = [row for row, _ in atlas().find(spot.name)]
    return max((int(atlas().rows["population"][row]) for row in rows), default=0)
