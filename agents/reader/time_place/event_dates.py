"""Date of an event: from its sentence, from its distance to another event, or from the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from agents.reader.coreference.resolution import References
from agents.reader.event_status.history import is_history
from agents.reader.event_status.status_decision import StatusDecision
from agents.reader.syntax.clauses import governors, is_verb
from agents.reader.syntax.tree import Token
from agents.reader.text.article_text import ArticleText, Passage
from agents.reader.time_place.clause_ties import (
    ACT_TYPES,
    TIES,
    clause_verb,
    is_earlier,
    is_news,
    is_perfect,
    is_said_by,
)
from agents.reader.time_place.date_ties import Distance, date_tie, distance, goes_with, object_between
from agents.reader.time_place.recent_days import Days, RecentDays, opens
from agents.reader.time_place.sequence import dated_by
from agents.reader.timex.intervals import TimeInterval, interval_of
from streams.contract.missing_reason import MissingReason
from streams.contract.records import DateMention, EventDate, Status

_WEEK = re.compile(r"([12]\d{3})-W(\d\d)")
_DAY = re.compile(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])")
_LASTING = frozenset({"COERCE", "SANCTION"})
"""Types that can last, and so take "since" ("in custody since Monday")."""


@dataclass(frozen=True, slots=True)
class DateDecision:
    """The date of an event with the reason for it; None with the reason why it is missing."""

    date: EventDate | None
    reason: str


class EventDates:
    """Assigns the dates of an article to its events."""

    def __init__(self, article_text: ArticleText, references: References, days: Days) -> None:
        self._article_text = article_text
        self._published = article_text.published.date() if article_text.published is not None else None
        self._days = days
        self.recent = RecentDays(article_text, references, days)

    def when(
        self,
        passage: int,
        head: Token,
        names: Sequence[Token],
        others: frozenset[int],
        event_type: str,
        status: Status,
        past: bool = False,
    ) -> DateDecision:
        """Return the date of the event at `head`. A fact in the title or lead defaults to the day of publication.

        `names` are the other tokens of the trigger, `others` the token indices of the heads of the sentence's other
        events. With `past`, dates after publication are ignored.
        """
        apart = distance(head)
        if apart is not None:
            return self._apart(passage, head, apart)
        dates = [(t, d) for t, d in self._days.get((passage, head.sent.start), ()) if not (past and self.is_to_come(d))]
        ranked = []
        for token, day in dates:
            near = self._tie(token, day, head, names, others, event_type)
            if near is not None:
                ranked.append((near, abs(token.i - head.i), day))
        if ranked:
            near, _, day = min(ranked, key=lambda r: r[:2])
            return DateDecision(event_date(day), f"{day.text!r} {TIES[near]}")
        if (since := _since(dates, head)) is not None:
            return DateDecision(None, MissingReason.START_OF_PERIOD.format(date=since.text))
        if status == "asserted" and _is_told(head, names):
            said = self._said_on(dates, head)
            if said is not None:
                return said
            led = self._preceding_event_day(dates, head)
            if led is not None:
                return DateDecision(None, MissingReason.PRECEDING_EVENT.format(date=led.text))
            if self._published is not None and opens(self._article_text, passage, head):
                reason = "the day of publication: news without a date in the title or first paragraph"
                return DateDecision(of_publication(self._published), reason)
        return DateDecision(None, MissingReason.NO_DATE)

    def _tie(
        self, token: Token, day: DateMention, head: Token, names: Sequence[Token], others: frozenset[int], kind: str
    ) -> int | None:
        if token.head.lower_ == "since" and kind not in _LASTING and dated_by(head) is not token:
            return None
        held = object_between(token, head, others)
        if held is not None and (is_perfect(head) or not self.recent.holds(day, weeks=True)):
            return None
        verb = clause_verb(head)
        own = frozenset({head.i})
        older = verb is not None and verb.i in others and not self.recent.holds(day, weeks=True)
        if older and verb is not None and object_between(token, verb, own) is not None:
            return 1
        return date_tie(token, head, names, others, is_act=kind in ACT_TYPES)

    def is_to_come(self, day: DateMention | EventDate) -> bool:
        """Return whether a date begins after the day of publication."""
        first = _first_day(day.value or "")
        return self._published is not None and first is not None and first > self._published

    def _said_on(self, dates: Sequence[tuple[Token, DateMention]], head: Token) -> DateDecision | None:
        """Return the date of the reporting verb ("police said on Monday"), if it is a recent day."""
        for token, day in dates:
            verb = next((g for g in governors(token) if is_verb(g)), None)
            if verb is not None and is_said_by(head, verb) and self.recent.holds(day, weeks=True):
                return DateDecision(event_date(day), f"{day.text!r}, the date of the statement")
        return None

    def _preceding_event_day(self, dates: Sequence[tuple[Token, DateMention]], head: Token) -> DateMention | None:
        """Return the recent day of a preceding event ("was arrested after police entered his home on Tuesday")."""
        main = clause_verb(head)
        for token, day in dates:
            verb = clause_verb(token)
            if verb is None or main is None or verb.dep_ != "advcl" or not self.recent.holds(day):
                continue
            if is_earlier(verb, verb.head) and main in governors(verb):
                return day
        return None

    def _apart(self, passage: int, head: Token, apart: Distance) -> DateDecision:
        """Return the date at this distance from the event of the main clause."""
        base = apart.base
        words = base.doc[apart.words[0].i : apart.words[1].i + 1]
        ranked = []
        for token, day in self._days.get((passage, head.sent.start), ()):
            near = date_tie(token, base, (), frozenset({head.i}))
            if near is not None and self.recent.holds(day):
                ranked.append((near, abs(token.i - base.i), day.value or ""))
        start = date.fromisoformat(min(ranked)[2][:10]) if ranked else None
        if start is None and opens(self._article_text, passage, head) and is_news(base, ()):
            start = self._published
        if start is None:
            return DateDecision(None, MissingReason.RELATIVE_DATE.format(date=words.text))
        moved = interval_of(start, apart.unit).moved(apart.steps)
        place = self._article_text.passages[passage]
        return DateDecision(
            _of_words(self._article_text, place, apart, moved), f"{words.text!r}, relative to {start.isoformat()}"
        )


def _since(dates: Sequence[tuple[Token, DateMention]], head: Token) -> DateMention | None:
    """Return the "since" date of a verb in the perfect ("have killed 200 people since January"), if there is one."""
    verb = clause_verb(head)
    if verb is None or not is_perfect(verb):
        return None
    return next((day for token, day in dates if token.head.lower_ == "since" and clause_verb(token) is verb), None)


def _is_told(head: Token, names: Sequence[Token]) -> bool:
    """Return whether a sentence reports an event as its news: not "condemned the killing of two guards"."""
    verb = clause_verb(head)
    if verb is None or verb is head or any(n is verb for n in names):
        return is_news(head, names)
    return is_news(head, names) and goes_with(head, verb)


def drop_commemoration_date(decision: StatusDecision, timed: DateDecision, published: date | None) -> DateDecision:
    """Return the date without one of the last year for a historical event: that is the day of its commemoration."""
    if decision.status != "historical" or timed.date is None or published is None:
        return timed
    if is_history(timed.date, published):
        return timed
    return DateDecision(None, MissingReason.COMMEMORATION.format(date=timed.date.text or timed.date.value))


def _first_day(value: str) -> date | None:
    """Return the first day of a TIMEX3 value that is a day, week, month or year; None for any other."""
    if week := _WEEK.match(value):
        return date.fromisocalendar(int(week[1]), int(week[2]), 1)
    found = _DAY.match(value)
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else None
    except ValueError:
        return None


def _of_words(article_text: ArticleText, passage: Passage, apart: Distance, moved: TimeInterval) -> EventDate:
    first, last = apart.words
    start, end = passage.source_offsets(first.idx, last.idx + len(last))
    text = article_text.slice(passage.field, start, end)
    return EventDate(
        value=moved.value(), grain=moved.grain, text=text, field=passage.field, start=start, end=end, source="text"
    )


def of_publication(published: date) -> EventDate:
    """Return the day of publication as an event date."""
    return EventDate(
        value=published.isoformat(), grain="day", text=None, field=None, start=None, end=None, source="published_at"
    )


def is_moment(day: DateMention) -> bool:
    """Return whether a time expression can date an event: a date or time with a value, not the "5" of "March 3-5"."""
    bare = day.text.isdigit() and len(day.text) <= 2
    return day.type in ("DATE", "TIME") and bool(day.value) and not (day.value or "").endswith("_REF") and not bare


def day_of(day: DateMention) -> EventDate:
    """Return the day of a time expression (without a time of day) as an event date."""
    return msgspec.structs.replace(event_date(day), value=(day.value or "")[: len("2026-03-10")], grain="day")


def event_date(day: DateMention) -> EventDate:
    """Return a time expression as an event date."""
    return EventDate(
        value=day.value or "", grain=day.grain or "day", text=day.text, field=day.field, start=day.start, end=day.end,
        source="text",
    )  # fmt: skip
