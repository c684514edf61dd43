"""Where and when an event happened: the literal place and the date that stand in its trigger's own clause."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from agents.reader.coreference.resolution import References
from agents.reader.syntax.clauses import governors, is_verb
from agents.reader.syntax.tree import Doc, Token
from agents.reader.text.article_text import ArticleText, Passage
from streams.contract.records import DateMention, EventDate, Field, Place, Status

_DATA = tomllib.loads((Path(__file__).parent / "time_place.toml").read_text("utf-8"))
LOCATIVE = frozenset(_DATA["locative"].split())
GOALS = frozenset(_DATA["goals"].split())
DEEDS = frozenset(_DATA["deeds"])
ONE_SIDED = frozenset(_DATA["one_sided"])
REGIONS = frozenset(_DATA["regions"].split())
PRECISE = ("exact", "city", "admin2", "admin1", "region", "country", None)
"""Precisions of a place, finest first."""
LINKS = frozenset({"conj", "xcomp", "advcl", "acl", "pcomp", "prep"})
"""Relations through which a clause lends its place and date to one below it."""

Mentioned = TypeVar("Mentioned", Place, DateMention)
_BySentence = dict[tuple[int, int], list[tuple[Token, Mentioned]]]
"""By passage and the sentence's first token; each record with the head of its tokens."""
_Starts = dict[tuple[Field, int], tuple[int, int]]
"""By field and offset, the passage and the token that starts there."""


@dataclass(frozen=True, slots=True)
class Located:
    """A place and why it is the event's, or why there is none."""

    place: Place | None
    reason: str


@dataclass(frozen=True, slots=True)
class Timed:
    """A date and why it is the event's, or why there is none."""

    date: EventDate | None
    reason: str


class TimePlace:
    """The places and dates of an article's passages that hold events, by the tokens that name them."""

    def __init__(
        self,
        page: ArticleText,
        references: References,
        places: Sequence[Place],
        dates: Sequence[DateMention],
        passages: Collection[int],
    ) -> None:
        self._page = page
        self._references = references
        starts = _starts(page, passages)
        self._filed = _filed(page, places)
        self._places = _by_sentence(page, starts, [p for p in places if p.kind == "literal"])
        self._dates = _by_sentence(page, starts, [d for d in dates if _is_moment(d)])
        self._spelled = {(p.field, p.start): p for p in places}

    def where(
        self, passage: int, head: Token, names: Sequence[Token], others: frozenset[int], event_type: str
    ) -> Located:
        """The place of the event at `head`; `others` are the heads of the other events of its sentence."""
        deed = event_type in DEEDS
        found = list(self._places.get((passage, head.sent.start), ()))
        found += list(self._possessed(head))
        ranked = []
        for token, place in found:
            tie = _tie(token, head, names, others)
            if tie is not None and _is_locative(token, head, names, deed):
                ranked.append((tie, PRECISE.index(place.precision), abs(token.i - head.i), token, place))
        if ranked:
            tie, _, _, token, place = min(ranked, key=lambda r: r[:3])
            return Located(place, f"{place.text!r} {_TIES[tie]}")
        return self._dateline(passage, event_type) or Located(None, "no literal place in the event's clause")

    def when(self, passage: int, head: Token, names: Sequence[Token], others: frozenset[int], status: Status) -> Timed:
        """The date of the event at `head`; an asserted one of the title or lead is dated by publication."""
        ranked = []
        for token, date in self._dates.get((passage, head.sent.start), ()):
            tie = _tie(token, head, names, others)
            if tie is not None:
                ranked.append((tie, abs(token.i - head.i), date))
        if ranked:
            tie, _, date = min(ranked, key=lambda r: r[:2])
            return Timed(_event_date(date), f"{date.text!r} {_TIES[tie]}")
        published = self._page.published
        if published is not None and status == "asserted" and passage <= self._page.lead:
            day = EventDate(
                value=published.date().isoformat(), grain="day", text=None, field=None, start=None, end=None,
                source="published_at",
            )  # fmt: skip
            return Timed(day, "reported as news in the title or first paragraph, without a date of its own")
        return Timed(None, "no date in the event's clause")

    def _dateline(self, passage: int, event_type: str) -> Located | None:
        """Where the article was filed: the place of a deed that the lead tells of without another."""
        if self._filed is None or passage != self._page.lead or event_type not in DEEDS:
            return None
        return Located(self._filed, f"{self._filed.text!r} in the dateline")

    def _possessed(self, head: Token) -> Iterator[tuple[Token, Place]]:
        """ "Its northwestern regions", where "its" stands for a country that the article names."""
        for token in head.sent:
            if token.dep_ == "poss" and token.tag_ == "PRP$" and token.head.lemma_ in REGIONS:
                place = self._stands_for(token)
                if place is not None:
                    yield token.head, place

    def _stands_for(self, token: Token) -> Place | None:
        entity = self._references.entity(token)
        if entity is None or entity.label != "GPE":
            return None
        return next((p for m in entity.mentions if (p := self._spelled.get((m.field, m.start))) is not None), None)


def _filed(page: ArticleText, places: Sequence[Place]) -> Place | None:
    """The place of an article's dateline; None where it names several towns, or none that is known."""
    if page.dateline is None:
        return None
    passage = page.passages[page.dateline]
    first, last = passage.offsets[0], passage.ends[-1]
    named = [p for p in places if p.field == passage.field and first <= p.start < last and p.kind == "literal"]
    towns = [p for p in named if p.precision == "city"] or named[:1]
    return towns[0] if len(towns) == 1 and towns[0].country and towns[0] == named[0] else None


_TIES = (
    "belongs to the trigger",
    "stands in the trigger's clause",
    "stands in the clause that the trigger's depends on",
)


def _tie(token: Token, head: Token, names: Sequence[Token], others: frozenset[int]) -> int | None:
    """How closely a place or date belongs to a trigger: an index into `_TIES`, or None where it does not."""
    own = {head.i, *(n.i for n in names)}
    verb: Token | None = None
    for governor in governors(token):
        if governor.i in own:
            return 0
        if governor.i in others:
            return 1 if _clause_verb(head) == governor and not is_verb(head) else _shared(head, governor)
        if is_verb(governor):
            verb = governor
            break
    if verb is None:
        return None
    if verb == _clause_verb(head):
        return 1
    if any(g.i in own for g in governors(verb)) and verb.dep_ in ("acl", "relcl", "advcl", "xcomp"):
        return 1
    return _shared(head, verb)


def _clause_verb(head: Token) -> Token | None:
    return head if is_verb(head) else next((g for g in governors(head) if is_verb(g)), None)


def _shared(head: Token, verb: Token) -> int | None:
    """Whether the trigger's clause is coordinated with, or hangs as a participle on, another verb's."""
    below = _clause_verb(head)
    while below is not None and below.dep_ in LINKS and below.head.i != below.i:
        below = below.head
        if below == verb:
            return 2
    return None


def _is_locative(token: Token, head: Token, names: Sequence[Token], deed: bool) -> bool:
    """Whether the words before a place say that the event, or what it is done to, is there or goes there."""
    own = {head.i, *(n.i for n in names)}
    below = token
    for governor in governors(token):
        if governor.dep_ in ("prep", "dative", "agent", "pcomp") and governor.lower_ != "of":
            holder = governor.head
            if governor.lower_ in GOALS and holder.i in own:
                return True
            inside = deed and any(g.i in own for g in (holder, *governors(holder)))
            return governor.lower_ in LOCATIVE and (is_verb(holder) or holder.i in own or inside)
        if governor.i in own:
            return deed and below.dep_ in ("compound", "amod", "nmod", "dobj", "poss", "nsubjpass", "npadvmod")
        if is_verb(governor):
            return False
        below = governor
    return False


def _is_moment(date: DateMention) -> bool:
    return date.type in ("DATE", "TIME") and bool(date.value) and not (date.value or "").endswith("_REF")


def _event_date(date: DateMention) -> EventDate:
    return EventDate(
        value=date.value or "", grain=date.grain or "day", text=date.text, field=date.field, start=date.start,
        end=date.end, source="text",
    )  # fmt: skip


def _starts(page: ArticleText, passages: Collection[int]) -> _Starts:
    found: _Starts = {}
    for number in passages:
        passage = page.passages[number]
        field, offsets = passage.field, passage.offsets
        found |= {(field, offsets[token.idx]): (number, token.i) for token in passage.doc.tokens}
    return found


def _by_sentence(page: ArticleText, starts: _Starts, records: Sequence[Mentioned]) -> _BySentence[Mentioned]:
    """The records that stand in each sentence, each with the head of the tokens that it covers."""
    found: _BySentence[Mentioned] = {}
    for record in records:
        at = starts.get((record.field, record.start))
        if at is not None:
            passage = page.passages[at[0]]
            head = _head(passage.doc, passage, at[1], record.end)
            found.setdefault((at[0], head.sent.start), []).append((head, record))
    return found


def _head(doc: Doc, passage: Passage, first: int, end: int) -> Token:
    last, tokens = first, doc.tokens
    while last + 1 < len(tokens) and passage.offsets[tokens[last + 1].idx] < end:
        last += 1
    return doc[first : last + 1].root
