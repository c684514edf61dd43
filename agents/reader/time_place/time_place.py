"""Location of an event: the literal place in its trigger's clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from agents.reader.coded_events.compatibility import PRECISIONS
from agents.reader.coreference.resolution import References
from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.tree import Doc, Token
from agents.reader.text.article_text import ArticleText, Passage
from agents.reader.time_place.clause_ties import ACT_TYPES, REGIONS, TIES, focus, is_locative, tie
from agents.reader.time_place.event_dates import EventDates, is_moment
from agents.reader.time_place.spoken_places import spoken_places
from streams.contract.missing_reason import MissingReason
from streams.contract.records import DateMention, Field, Place

_DATA = data_file(__file__, "time_place.toml")
ONE_PLACE_TYPES = _DATA.words("one_place_types")
ONE_SIDED_TYPES = _DATA.words("one_sided_types")
VAGUE = _DATA.words("vague")
HOME, CLEAR = 3, 2
"""Fewest mentions of an article's home country, and their least ratio to those of any other country."""

Mentioned = TypeVar("Mentioned", Place, DateMention)
_BySentence = dict[tuple[int, int], list[tuple[Token, Mentioned]]]
"""Passage index and first token of a sentence to its records, each with the head token of its text."""
_Starts = dict[tuple[Field, int], tuple[int, int]]
"""Field and character offset to the passage and the token that starts there (indices)."""


@dataclass(frozen=True, slots=True)
class PlaceDecision:
    """The location of an event with the reason for it; None with the reason why it is missing."""

    place: Place | None
    reason: str


class TimePlace:
    """Assigns the places and dates of an article to its events."""

    def __init__(
        self,
        article_text: ArticleText,
        references: References,
        places: Sequence[Place],
        dates: Sequence[DateMention],
        passages: Collection[int],
    ) -> None:
        self._article_text = article_text
        self._references = references
        starts = _starts(article_text, passages)
        self.filed = _filed(article_text, places)
        """The place of the dateline, or None."""
        self.home = _home(places)
        """The country that the article is about, or None if no country predominates."""
        self.town = _town(article_text, places)
        """The only town that the article names, or None."""
        literal = [p for p in places if p.kind == "literal"]
        everywhere = _starts(article_text, range(len(article_text.passages)))
        self.spoken = spoken_places(_by_sentence(article_text, everywhere, literal), references)
        """Entity id to the place at which it spoke."""
        self._places = _by_sentence(article_text, starts, literal)
        modifying = [p for p in places if p.kind == "associative" and p.precision not in (None, "country", "region")]
        self._modifiers = {
            sentence: [(t, p) for t, p in found if t.dep_ in ("compound", "nmod")]
            for sentence, found in _by_sentence(article_text, starts, modifying).items()
        }
        """Towns that modify a noun ("the Baghdad bombing")."""
        moments = [d for d in dates if is_moment(d)]
        self.dates = EventDates(article_text, references, _by_sentence(article_text, everywhere, moments))
        self._spelled = {(p.field, p.start): p for p in places}

    def where(
        self, passage: int, head: Token, names: Sequence[Token], others: frozenset[int], event_type: str
    ) -> PlaceDecision:
        """Return the location of the event at `head`; `others` are the token indices of the other events' heads."""
        is_act = event_type in ACT_TYPES
        found = list(self._places.get((passage, head.sent.start), ()))
        found += [*self._possessed(head)]
        ranked = []
        for token, place in found:
            near = tie(token, head, names, others)
            if near is not None and is_locative(token, head, names, is_act):
                ranked.append((near, PRECISIONS.index(place.precision), abs(token.i - head.i), token, place))
        ranked = ranked or [
            (0, 0, 0, t, p) for t, p in self._modifiers.get((passage, head.sent.start), ()) if is_act and t.head is head
        ]
        if ranked:
            near, _, _, token, place = min(ranked, key=lambda r: r[:3])
            return PlaceDecision(place, f"{place.text!r} {TIES[near]}")
        subject = focus(head)
        scene = next((p for t, p in self._places.get((passage, head.sent.start), ()) if t is subject), None)
        if scene is not None:
            return PlaceDecision(scene, f"{scene.text!r} is called the scene of the event")
        return PlaceDecision(None, MissingReason.NO_PLACE)

    def _possessed(self, head: Token) -> Iterator[tuple[Token, Place]]:
        """Yield regions whose possessive refers to a country that the article names ("its northwestern regions")."""
        for token in head.sent:
            if token.dep_ == "poss" and token.tag_ == "PRP$" and token.head.lemma_ in REGIONS:
                place = self._antecedent_place(token)
                if place is not None:
                    yield token.head, place

    def _antecedent_place(self, token: Token) -> Place | None:
        entity = self._references.entity(token)
        if entity is None or entity.label != "GPE":
            return None
        return next((p for m in entity.mentions if (p := self._spelled.get((m.field, m.start))) is not None), None)


def _home(places: Sequence[Place]) -> Place | None:
    """Return the country of most of an article's places, as the article names it; None if none predominates."""
    ranked = Counter(p.country for p in places if p.country is not None).most_common(2)
    if not ranked or ranked[0][1] < HOME or (len(ranked) > 1 and ranked[0][1] < CLEAR * ranked[1][1]):
        return None
    named = [p for p in places if p.country == ranked[0][0] and p.precision == "country"]
    return min(named, key=lambda p: p.kind != "literal", default=None)


def _town(article_text: ArticleText, places: Sequence[Place]) -> Place | None:
    """Return the only town of an article, if all its other places contain it; None if there is no such town.

    It must be named twice besides the dateline, or in the title or first paragraph.
    """
    line = article_text.passages[article_text.dateline] if article_text.dateline is not None else None
    dateline = range(line.offsets[0], line.ends[-1]) if line is not None else range(0)
    story = [p for p in places if not (line is not None and p.field == line.field and p.start in dateline)]
    towns = [p for p in story if p.precision in ("city", "admin2", "exact") and p.kind == "literal"]
    if not towns or len({p.geonames_id for p in (*towns, *(p for p in places if p.precision == "city"))}) > 1:
        return None
    town = towns[0]
    around = all(p.country == town.country and p.admin1 in (None, town.admin1) for p in places if p.country)
    lead = article_text.passages[article_text.lead]
    opening = town.field == "title" or town.start < lead.ends[-1]
    return town if around and all(p.name for p in places) and (len(towns) > 1 or opening) else None


def _filed(article_text: ArticleText, places: Sequence[Place]) -> Place | None:
    """Return the place of an article's dateline; None if it names several towns or no known place."""
    if article_text.dateline is None:
        return None
    passage = article_text.passages[article_text.dateline]
    first, last = passage.offsets[0], passage.ends[-1]
    named = [p for p in places if p.field == passage.field and first <= p.start < last and p.kind == "literal"]
    towns = [p for p in named if p.precision == "city"] or named[:1]
    return towns[0] if len(towns) == 1 and towns[0].country and towns[0] == named[0] else None


def _starts(article_text: ArticleText, passages: Collection[int]) -> _Starts:
    found: _Starts = {}
    for number in passages:
        passage = article_text.passages[number]
        field, offsets = passage.field, passage.offsets
        found |= {(field, offsets[token.idx]): (number, token.i) for token in passage.doc.tokens}
    return found


def _by_sentence(article_text: ArticleText, starts: _Starts, records: Sequence[Mentioned]) -> _BySentence[Mentioned]:
    """Return the records of each sentence, each with the head of the tokens that it covers."""
    found: _BySentence[Mentioned] = {}
    for record in records:
        at = starts.get((record.field, record.start))
        if at is not None:
            passage = article_text.passages[at[0]]
            head = _head(passage.doc, passage, at[1], record.end)
            found.setdefault((at[0], head.sent.start), []).append((head, record))
    return found


def _head(doc: Doc, passage: Passage, first: int, end: int) -> Token:
    last, tokens = first, doc.tokens
    while last + 1 < len(tokens) and passage.offsets[tokens[last + 1].idx] < end:
        last += 1
    return doc[first : last + 1].root
