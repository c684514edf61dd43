"""Which capitalised names in an article are places, which stand for something else, and which place holds which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from agents.reader.gazetteer.index import FeatureClass
from agents.reader.gazetteer.prominence import LARGE, is_common, is_word, largest_feature, max_population
from agents.reader.gazetteer.spelling import spelling_key
from agents.reader.lexicon.countries import country_named
from agents.reader.lexicon.label_words import label_words
from agents.reader.lexicon.place_words import place_words
from agents.reader.places.place_context import (
    has_region,
    is_dateline,
    is_filed_at,
    is_located,
    is_owner,
    is_road,
    level_of,
)
from agents.reader.places.toponym_candidates import (
    PLACES,
    Named,
    ToponymCandidate,
    find_toponym_candidates,
    named_tokens,
)
from agents.reader.syntax.tree import Doc
from agents.reader.text.article_text import ArticleText
from streams.contract.records import Entity

_LAST = (["and"], ["or"], ["&"], [",", "and"], [",", "or"])
"""What stands before the last member of a list."""
_LANDS = (FeatureClass.AREA, FeatureClass.COUNTRY, FeatureClass.ADMIN1)
CITY = 100_000
"""People of a place whose name is taken for it though it is a common word too."""


@dataclass(slots=True)
class Toponym:
    """A place name in the article, before it is put on the map."""

    passage: int
    spot: ToponymCandidate
    holder: int | None = None
    """Index of the toponym that is said to hold it ("Lima, Ohio", "the Afghan city of Herat")."""
    strict: bool = False
    """Whether the holder follows a comma or bracket: it holds the place or is the next of a list."""
    part: bool = False
    """Inside the name of something else ("Lima Police")."""


def find_toponyms(page: ArticleText, entities: Sequence[Entity]) -> list[Toponym]:
    """Return the place names of an article, in order."""
    named = named_tokens(page, entities)
    people = _people(entities)
    spots = [find_toponym_candidates(passage.doc, names) for passage, names in zip(page.passages, named, strict=True)]
    sure: list[list[bool]] = []
    for passage, of_passage, names in zip(page.passages, spots, named, strict=True):
        for spot in of_passage:
            spot.level = spot.level or level_of(passage.doc, spot)
        filed = passage.part == "dateline"
        sure.append([
            is_filed_at(passage.doc, spot) if filed else _is_place(passage.doc, spot, names, people)
            for spot in of_passage
        ])  # fmt: skip
        _spread(passage.doc, of_passage, sure[-1], people)
    known = {_key(s) for of, yes in zip(spots, sure, strict=True) for s, y in zip(of, yes, strict=True) if y and s.name}
    found: list[Toponym] = []
    for n, (passage, of_passage, yes) in enumerate(zip(page.passages, spots, sure, strict=True)):
        kept = [
            Toponym(n, spot, part=not spot.whole)
            for spot, is_sure in zip(of_passage, yes, strict=True)
            if is_sure or _is_repeated(passage.doc, spot, known, people)
        ]
        _mark_states(passage.doc, kept)
        _link(passage.doc, kept, len(found))
        found += kept
    return found


def _key(spot: ToponymCandidate) -> str:
    return spelling_key(spot.name)


def _people(entities: Sequence[Entity]) -> frozenset[str]:
    """Words of the names of more than one word of the article's people."""
    names = [text.split() for e in entities if e.label == "PERSON" for text in {e.name, *(m.text for m in e.mentions)}]
    return frozenset(spelling_key(word) for name in names if len(name) > 1 for word in (*name, " ".join(name)))


def _is_place(doc: Doc, spot: ToponymCandidate, named: Mapping[int, Named], people: Set[str]) -> bool:
    """Return whether a spot is a place by what the model and the words around it say."""
    strong = is_located(doc, spot)
    if not spot.name:
        return strong and not doc[spot.start : spot.end].text.isupper()
    if is_road(doc, spot) or _is_acronym(doc, spot) or _is_modifier(doc, spot):
        return False
    if spot.people:
        return spot.label != "PERSON"
    key = _key(spot)
    several = spot.label == "PERSON" and spot.end - spot.start > 1
    if key in people and not (strong and (spot.label in PLACES or several)):
        return False
    if spot.label in PLACES:
        return strong or ((spot.whole or spot.first) and not (is_word(spot.name) and max_population(spot.name) < CITY))
    if spot.label == "NORP":
        return country_named(spot.name) is not None
    if spot.label == "PERSON":
        return spot.whole and strong and key not in place_words()["common"]
    if spot.label == "":
        return (strong or is_owner(doc, spot) or largest_feature(spot.name) == FeatureClass.COUNTRY) and not is_common(
            spot.name
        )
    return _is_in_name(doc, spot, named, strong)


def _is_in_name(doc: Doc, spot: ToponymCandidate, named: Mapping[int, Named], strong: bool) -> bool:
    """Whether a spot is a place in the name of an organisation, building or event, or the model took it for one."""
    if _key(spot).startswith("saint ") and not spot.whole and not spot.level:
        return False
    if spot.whole and ((named[spot.start].body and not strong) or _is_titled(doc, spot)):
        return False
    if largest_feature(spot.name) in _LANDS:
        return strong or not is_common(spot.name)
    end = named[spot.start].end
    following = [doc[n].lower_ for n in range(spot.end, end)]
    kind = [
        word in place_words()["organisations"] or word.rstrip("s") in place_words()["organisations"]
        for word in following
    ]
    if is_word(spot.name) or (is_common(spot.name) and not spot.level and not any(kind[:1])):
        return False
    if spot.whole:
        least = CITY if spot.label == "ORG" else LARGE
        return strong or is_owner(doc, spot) or max_population(spot.name) >= least
    start = spot.start - (doc[spot.start - 1].lower_ == "the" if spot.start else 0)
    after_of = start > named[spot.start].start and doc[start - 1].lower_ in ("of", "in", "at", "for")
    return bool(spot.level) or ((after_of or (spot.first and any(kind))) and max_population(spot.name) >= LARGE / 10)


def _is_titled(doc: Doc, spot: ToponymCandidate) -> bool:
    """Whether a common noun for a body stands right before a name: "the bank Santander", "militant group Amal"."""
    before = doc[spot.start - 1] if spot.start else None
    word = before.lower_ if before is not None and before.text.islower() else ""
    return word in label_words("organisation_kinds") or word.rstrip("s") in label_words("organisation_kinds")


def _is_repeated(doc: Doc, spot: ToponymCandidate, known: Set[str], people: Set[str]) -> bool:
    """Return whether a spot has the name of a place that the article names elsewhere."""
    key = _key(spot)
    if key not in known or key in people or is_road(doc, spot) or _is_acronym(doc, spot):
        return False
    if spot.label in ("PERSON", "NORP"):
        return spot.whole and spot.label == "PERSON"
    return spot.label != "" or not is_common(spot.name)


def _is_modifier(doc: Doc, spot: ToponymCandidate) -> bool:
    """Return whether a name is only a word that goes with places: "the Northern cartel"; not "Northern Province"."""
    alone = spot.end - spot.start == 1 and not spot.level
    return alone and doc[spot.start].lower_ in place_words()["modifiers"] and not has_region(doc, spot)


def _is_acronym(doc: Doc, spot: ToponymCandidate) -> bool:
    """Return whether a short word in capitals is the name of a town only by chance: "SOS", "UN"."""
    token = doc[spot.start]
    short = spot.end - spot.start == 1 and token.text.isupper() and len(token) <= 5
    return short and largest_feature(spot.name) not in _LANDS and not (is_dateline(doc, spot) or has_region(doc, spot))


def _spread(doc: Doc, spots: Sequence[ToponymCandidate], sure: list[bool], people: Set[str]) -> None:
    """In a list of names, one place makes its neighbours places: "Clay, Douglas, Otter Tail and Wilkin"."""
    for order in (range(1, len(spots)), range(len(spots) - 2, -1, -1)):
        for n in order:
            other = n - 1 if order.step > 0 else n + 1
            if sure[n] or not sure[other] or not spots[other].whole:
                continue
            left, right = (other, n) if other < n else (n, other)
            spot = spots[n]
            gap = [token.lower_ for token in doc.tokens[spots[left].end : spots[right].start]]
            joined = gap == [","] or gap in _LAST
            free = spot.name and spot.whole and not spot.people and not spots[other].people and not is_common(spot.name)
            if joined and free:
                sure[n] = _key(spot) not in people and _ends(doc, spot)


def _ends(doc: Doc, spot: ToponymCandidate) -> bool:
    """Return whether a name in a list stops where the list goes on, and no verb or longer name follows."""
    return spot.end >= len(doc) or doc[spot.end].is_punct or doc[spot.end].lower_ in ("and", "or", "&")


def _link(doc: Doc, found: Sequence[Toponym], offset: int) -> None:
    """Set the holder of each toponym that is said to lie in its neighbour."""
    listed = _listed(doc, found)
    for n, (left, right) in enumerate(pairwise(found)):
        if n in listed:
            continue
        gap = [token.lower_ for token in doc.tokens[left.spot.end : right.spot.start]]
        plain = [
            word for word in gap if word not in place_words()["modifiers"] and word not in place_words()["kinds_after"]
        ]
        plain = [word for word in plain if word not in place_words()["kinds_before"] and word not in ("the", "'s")]
        if (
            plain in ([","], ["("], ["in"], ["of"], [",", "in"])
            and gap[:1] != ["'s"]
            and not right.part
            and not left.spot.people
        ):
            left.holder = offset + n + 1
            left.strict = plain in ([","], ["("])
        elif (not plain or plain == ["of"]) and (gap[:1] == ["'s"] or left.spot.people):
            right.holder = offset + n


def _mark_states(doc: Doc, found: Sequence[Toponym]) -> None:
    """In a list with a state, a name that is also a country's is the state: "Georgia, Florida and Alabama"."""
    for left, right in pairwise(found):
        gap = [token.lower_ for token in doc.tokens[left.spot.end : right.spot.start]]
        if gap != [","] and gap not in _LAST:
            continue
        for one, other in ((left.spot, right.spot), (right.spot, left.spot)):
            country = largest_feature(one.name) == FeatureClass.COUNTRY and not one.level
            if country and largest_feature(other.name) == FeatureClass.ADMIN1 and not has_region(doc, other):
                one.level = int(FeatureClass.ADMIN1)


def _listed(doc: Doc, found: Sequence[Toponym]) -> set[int]:
    """Return the indexes of the members of lists that are followed by a comma and a town: "Cairo, Athens and Beirut".

    A list is three names or more, the last after "and" or "or". What is followed by a country or region that
    holds it may lie there: "Lima, Ohio, and Troy".
    """
    gaps = [[token.lower_ for token in doc.tokens[left.spot.end : right.spot.start]] for left, right in pairwise(found)]
    members: set[int] = set()
    for last, gap in enumerate(gaps):
        first = last
        while gap in _LAST and first > 0 and gaps[first - 1] == [","]:
            first -= 1
        for n in range(first, last):
            if largest_feature(found[n + 1].spot.name) not in _LANDS or not has_region(doc, found[n].spot):
                members.add(n)
    return members
