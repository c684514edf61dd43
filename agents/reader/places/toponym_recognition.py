"""Toponym recognition: which candidates are places, and which place contains which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, pairwise

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
"""Tokens before the last member of a list."""
_REGIONS = (FeatureClass.AREA, FeatureClass.COUNTRY, FeatureClass.ADMIN1)
CITY = 100_000
"""Population from which a name that is also a common word counts as a place."""


@dataclass(slots=True)
class Toponym:
    """A place name in the article, before it is resolved."""

    passage: int
    span: ToponymCandidate
    container: int | None = None
    """Index of the toponym that is stated to contain it ("Lima, Ohio", "the Afghan city of Herat")."""
    strict: bool = False
    """Whether the container follows a comma or bracket; it may then also be the next member of a list."""
    part: bool = False
    """Whether it is part of another name ("Lima Police")."""


def find_toponyms(article_text: ArticleText, entities: Sequence[Entity]) -> list[Toponym]:
    """Return the place names of an article, in text order."""
    named = named_tokens(article_text, entities)
    people = _people(entities)
    passages = article_text.passages
    spans = [find_toponym_candidates(passage.doc, names) for passage, names in zip(passages, named, strict=True)]
    accepted: list[list[bool]] = []
    for passage, of_passage, names in zip(passages, spans, named, strict=True):
        for span in of_passage:
            span.level = span.level or level_of(passage.doc, span)
        filed = passage.part == "dateline"
        accepted.append([
            is_filed_at(passage.doc, span) if filed else _is_place(passage.doc, span, names, people)
            for span in of_passage
        ])  # fmt: skip
        _accept_list_members(passage.doc, of_passage, accepted[-1], people)
    sure = zip(chain.from_iterable(spans), chain.from_iterable(accepted), strict=True)
    known = {_key(span) for span, is_sure in sure if is_sure and span.name}
    found: list[Toponym] = []
    for n, (passage, of_passage, yes) in enumerate(zip(passages, spans, accepted, strict=True)):
        kept = [
            Toponym(n, span, part=not span.whole)
            for span, is_sure in zip(of_passage, yes, strict=True)
            if is_sure or _is_repeated(passage.doc, span, known, people)
        ]
        _mark_states(passage.doc, kept)
        _set_containers(passage.doc, kept, len(found))
        found += kept
    return found


def _key(span: ToponymCandidate) -> str:
    return spelling_key(span.name)


def _people(entities: Sequence[Entity]) -> frozenset[str]:
    """Return the spelling keys of the full names of people in the article, and of each word of them."""
    names = [text.split() for e in entities if e.label == "PERSON" for text in {e.name, *(m.text for m in e.mentions)}]
    return frozenset(spelling_key(word) for name in names if len(name) > 1 for word in (*name, " ".join(name)))


def _is_place(doc: Doc, span: ToponymCandidate, named: Mapping[int, Named], people: Set[str]) -> bool:
    """Return whether a candidate is a place, by the model's label and the context words."""
    strong = is_located(doc, span)
    if not span.name:
        return strong and not doc[span.start : span.end].text.isupper()
    if is_road(doc, span) or _is_acronym(doc, span) or _is_modifier(doc, span):
        return False
    if span.people:
        return span.label != "PERSON"
    key = _key(span)
    several = span.label == "PERSON" and span.end - span.start > 1
    if key in people and not (strong and (span.label in PLACES or several)):
        return False
    if span.label in PLACES:
        return strong or ((span.whole or span.first) and not (is_word(span.name) and max_population(span.name) < CITY))
    if span.label == "NORP":
        return country_named(span.name) is not None
    if span.label == "PERSON":
        return span.whole and strong and key not in place_words()["common"]
    if span.label == "":
        return (strong or is_owner(doc, span) or largest_feature(span.name) == FeatureClass.COUNTRY) and not is_common(
            span.name
        )
    return _is_in_name(doc, span, named, strong)


def _is_in_name(doc: Doc, span: ToponymCandidate, named: Mapping[int, Named], strong: bool) -> bool:
    """Return whether a candidate is a place within another name, or is a place that the model mislabelled."""
    if _key(span).startswith("saint ") and not span.whole and not span.level:
        return False
    if span.whole and ((named[span.start].body and not strong) or _has_kind_before(doc, span)):
        return False
    if largest_feature(span.name) in _REGIONS:
        return strong or not is_common(span.name)
    end = named[span.start].end
    following = [doc[n].lower_ for n in range(span.end, end)]
    kind = [
        word in place_words()["organisations"] or word.rstrip("s") in place_words()["organisations"]
        for word in following
    ]
    if is_word(span.name) or (is_common(span.name) and not span.level and not any(kind[:1])):
        return False
    if span.whole:
        least = CITY if span.label == "ORG" else LARGE
        return strong or is_owner(doc, span) or max_population(span.name) >= least
    start = span.start - (doc[span.start - 1].lower_ == "the" if span.start else 0)
    after_of = start > named[span.start].start and doc[start - 1].lower_ in ("of", "in", "at", "for")
    return bool(span.level) or ((after_of or (span.first and any(kind))) and max_population(span.name) >= LARGE / 10)


def _has_kind_before(doc: Doc, span: ToponymCandidate) -> bool:
    """Return whether a common noun for an organisation precedes a name: "the bank Santander", "militant group Amal"."""
    before = doc[span.start - 1] if span.start else None
    word = before.lower_ if before is not None and before.text.islower() else ""
    return word in label_words("organisation_kinds") or word.rstrip("s") in label_words("organisation_kinds")


def _is_repeated(doc: Doc, span: ToponymCandidate, known: Set[str], people: Set[str]) -> bool:
    """Return whether a candidate has the name of a place that was recognized elsewhere in the article."""
    key = _key(span)
    if key not in known or key in people or is_road(doc, span) or _is_acronym(doc, span):
        return False
    if span.label in ("PERSON", "NORP"):
        return span.whole and span.label == "PERSON"
    return span.label != "" or not is_common(span.name)


def _is_modifier(doc: Doc, span: ToponymCandidate) -> bool:
    """Return whether a name is only a modifier of places: "the Northern cartel"; not "Northern Province"."""
    alone = span.end - span.start == 1 and not span.level
    return alone and doc[span.start].lower_ in place_words()["modifiers"] and not has_region(doc, span)


def _is_acronym(doc: Doc, span: ToponymCandidate) -> bool:
    """Return whether a short word in capitals is an acronym rather than a town: "SOS", "UN"."""
    token = doc[span.start]
    short = span.end - span.start == 1 and token.text.isupper() and len(token) <= 5
    return (
        short and largest_feature(span.name) not in _REGIONS and not (is_dateline(doc, span) or has_region(doc, span))
    )


def _accept_list_members(doc: Doc, spans: Sequence[ToponymCandidate], accepted: list[bool], people: Set[str]) -> None:
    """Mark neighbours of a place in a list as places, in place: "Clay, Douglas, Otter Tail and Wilkin"."""
    for order in (range(1, len(spans)), range(len(spans) - 2, -1, -1)):
        for n in order:
            other = n - 1 if order.step > 0 else n + 1
            if accepted[n] or not accepted[other] or not spans[other].whole:
                continue
            left, right = (other, n) if other < n else (n, other)
            span = spans[n]
            gap = [token.lower_ for token in doc.tokens[spans[left].end : spans[right].start]]
            joined = gap == [","] or gap in _LAST
            free = span.name and span.whole and not span.people and not spans[other].people and not is_common(span.name)
            if joined and free:
                accepted[n] = _key(span) not in people and _is_list_member(doc, span)


def _is_list_member(doc: Doc, span: ToponymCandidate) -> bool:
    """Return whether a name is a complete member of a list: no verb or longer name follows."""
    return span.end >= len(doc) or doc[span.end].is_punct or doc[span.end].lower_ in ("and", "or", "&")


def _set_containers(doc: Doc, found: Sequence[Toponym], offset: int) -> None:
    """Set the container of each toponym that is stated to be inside its neighbour, in place."""
    listed = _listed(doc, found)
    for n, (left, right) in enumerate(pairwise(found)):
        if n in listed:
            continue
        gap = [token.lower_ for token in doc.tokens[left.span.end : right.span.start]]
        plain = [
            word for word in gap if word not in place_words()["modifiers"] and word not in place_words()["kinds_after"]
        ]
        plain = [word for word in plain if word not in place_words()["kinds_before"] and word not in ("the", "'s")]
        if (
            plain in ([","], ["("], ["in"], ["of"], [",", "in"])
            and gap[:1] != ["'s"]
            and not right.part
            and not left.span.people
        ):
            left.container = offset + n + 1
            left.strict = plain in ([","], ["("])
        elif (not plain or plain == ["of"]) and (gap[:1] == ["'s"] or left.span.people):
            right.container = offset + n


def _mark_states(doc: Doc, found: Sequence[Toponym]) -> None:
    """Read a name that is also a country's as the state, in a list with a state: "Georgia, Florida and Alabama"."""
    for left, right in pairwise(found):
        gap = [token.lower_ for token in doc.tokens[left.span.end : right.span.start]]
        if gap != [","] and gap not in _LAST:
            continue
        for one, other in ((left.span, right.span), (right.span, left.span)):
            country = largest_feature(one.name) == FeatureClass.COUNTRY and not one.level
            if country and largest_feature(other.name) == FeatureClass.ADMIN1 and not has_region(doc, other):
                one.level = int(FeatureClass.ADMIN1)


def _listed(doc: Doc, found: Sequence[Toponym]) -> set[int]:
    """Return indexes of list members before a comma that are not inside the next one: "Cairo, Athens and Beirut".

    A list is three names or more, the last after "and" or "or". A name before a country or region that contains it may
    be inside it: "Lima, Ohio, and Troy".
    """
    gaps = [[token.lower_ for token in doc.tokens[left.span.end : right.span.start]] for left, right in pairwise(found)]
    members: set[int] = set()
    for last, gap in enumerate(gaps):
        first = last
        while gap in _LAST and first > 0 and gaps[first - 1] == [","]:
            first -= 1
        for n in range(first, last):
            if largest_feature(found[n + 1].span.name) not in _REGIONS or not has_region(doc, found[n].span):
                members.add(n)
    return members
