"""When an event happened: the date that its sentence gives it, its distance from another, the day of the report."""

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
from agents.reader.time_place.clause_ties import DEEDS, TIES, clause_verb, is_earlier, is_news, is_perfect, is_said_by
from agents.reader.time_place.date_ties import Distance, date_tie, distance, goes_with, object_between
from agents.reader.time_place.recent_days import Days, RecentDays, opens
from agents.reader.time_place.sequence import dated_by
from agents.reader.timex.intervals import TimeInterval, holding
from streams.contract.records import DateMention, EventDate, Status

_WEEK = re.compile(r"([12]\d{3})-W(\d\d)")
_DAY = re.compile(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])")
_LASTING = frozenset({"COERCE", "SANCTION"})
"""Types of what lasts: "in custody since Monday"."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A date and why it is the event's, or why there is none."""

    date: EventDate | None
    reason: str


class EventDates:
    """The dates of an article, and what they are the dates of."""

    def __init__(self, page: ArticleText, references: References, days: Days) -> None:
        self._page = page
        self._published = page.published.date() if page.published is not None else None
        self._days = days
        self.recent = RecentDays(page, references, days)

    def when(
        self,
        passage: int,
        head: Token,
        names: Sequence[Token],
        others: frozenset[int],
        event_type: str,
        status: Status,
        past: bool = False,
    ) -> Timed:
        """Return the date of the event at `head`; an asserted one of the title or lead is dated by publication.

        `others` are the heads of the other events of its sentence. With `past`, days to come are not its own.
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
            return Timed(event_date(day), f"{day.text!r} {TIES[near]}")
        if (since := _since(dates, head)) is not None:
            return Timed(None, f"{since.text!r} is when it began")
        if status == "asserted" and _is_told(head, names):
            said = self._said_on(dates, head)
            if said is not None:
                return said
            led = self._led_to(dates, head)
            if led is not None:
                return Timed(None, f"{led.text!r} is when what led to it was")
            if self._published is not None and opens(self._page, passage, head):
                reason = "reported as news in the title or first paragraph, without a date of its own"
                return Timed(of_publication(self._published), reason)
        return Timed(None, "no date in the event's clause")

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
        return date_tie(token, head, names, others, deed=kind in DEEDS)

    def is_to_come(self, day: DateMention | EventDate) -> bool:
        """Return whether all of a date lies after the day of publication."""
        first = _first_day(day.value or "")
        return self._published is not None and first is not None and first > self._published

    def _said_on(self, dates: Sequence[tuple[Token, DateMention]], head: Token) -> Timed | None:
        """Return the day on which the event's sentence says that it was reported, where that is a recent one."""
        for token, day in dates:
            verb = next((g for g in governors(token) if is_verb(g)), None)
            if verb is not None and is_said_by(head, verb) and self.recent.holds(day, weeks=True):
                return Timed(event_date(day), f"{day.text!r}, when it was said")
        return None

    def _led_to(self, dates: Sequence[tuple[Token, DateMention]], head: Token) -> DateMention | None:
        """ "Was arrested after police entered his home on Tuesday": the recent day of what it came after."""
        main = clause_verb(head)
        for token, day in dates:
            verb = clause_verb(token)
            if verb is None or main is None or verb.dep_ != "advcl" or not self.recent.holds(day):
                continue
            if is_earlier(verb, verb.head) and main in governors(verb):
                return day
        return None

    def _apart(self, passage: int, head: Token, apart: Distance) -> Timed:
        """Return the date of what was so long before or after the event of the main clause."""
        base = apart.base
        words = base.doc[apart.words[0].i : apart.words[1].i + 1]
        ranked = []
        for token, day in self._days.get((passage, head.sent.start), ()):
            near = date_tie(token, base, (), frozenset({head.i}))
            if near is not None and self.recent.holds(day):
                ranked.append((near, abs(token.i - base.i), day.value or ""))
        start = date.fromisoformat(min(ranked)[2][:10]) if ranked else None
        if start is None and opens(self._page, passage, head) and is_news(base, ()):
            start = self._published
        if start is None:
            return Timed(None, f"{words.text!r} from an event without a date")
        moved = holding(start, apart.unit).moved(apart.steps)
        place = self._page.passages[passage]
        return Timed(_of_words(self._page, place, apart, moved), f"{words.text!r} from {start.isoformat()}")


def _since(dates: Sequence[tuple[Token, DateMention]], head: Token) -> DateMention | None:
    """ "Have killed 200 people since January": the date from which on an event is told, if one is."""
    verb = clause_verb(head)
    if verb is None or not is_perfect(verb):
        return None
    return next((day for token, day in dates if token.head.lower_ == "since" and clause_verb(token) is verb), None)


def _is_told(head: Token, names: Sequence[Token]) -> bool:
    """Return whether a sentence tells an event as its news: not "condemned the killing of two guards"."""
    verb = clause_verb(head)
    if verb is None or verb is head or any(n is verb for n in names):
        return is_news(head, names)
    return is_news(head, names) and goes_with(head, verb)


def of_history(judgement: StatusDecision, timed: Timed, published: date | None) -> Timed:
    """Return a date within the year of publication is no date of history, but of those who remember it."""
    if judgement.status != "historical" or timed.date is None or published is None:
        return timed
    if is_history(timed.date, published):
        return timed
    return Timed(None, f"{timed.date.text or timed.date.value!r} is when it is remembered")


def _first_day(value: str) -> date | None:
    """Return the first day of a TIMEX3 value of a day, week, month or year; None for another."""
    if week := _WEEK.match(value):
        return date.fromisocalendar(int(week[1]), int(week[2]), 1)
    found = _DAY.match(value)
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else None
    except ValueError:
        return None


def _of_words(page: ArticleText, passage: Passage, apart: Distance, moved: TimeInterval) -> EventDate:
    first, last = apart.words
    start, end = passage.source_offsets(first.idx, last.idx + len(last))
    text = page.slice(passage.field, start, end)
    return EventDate(
        value=moved.value(), grain=moved.grain, text=text, field=passage.field, start=start, end=end, source="text"
    )


def of_publication(published: date) -> EventDate:
    """Return the day of publication, as the date of an event."""
    return EventDate(
        value=published.isoformat(), grain="day", text=None, field=None, start=None, end=None, source="published_at"
    )


def is_moment(day: DateMention) -> bool:
    """Return whether a time expression may date an event: a date or time with a value, not the "5" of "March 3-5"."""
    bare = day.text.isdigit() and len(day.text) <= 2
    return day.type in ("DATE", "TIME") and bool(day.value) and not (day.value or "").endswith("_REF") and not bare


def day_of(day: DateMention) -> EventDate:
    """Return the day of a time expression of another sentence, as the date of an event."""
    return msgspec.structs.replace(event_date(day), value=(day.value or "")[: len("2026-03-10")], grain="day")


def event_date(day: DateMention) -> EventDate:
    """Return a time expression, as the date of an event."""
    return EventDate(
        value=day.value or "", grain=day.grain or "day", text=day.text, field=day.field, start=day.start, end=day.end,
        source="text",
    )  # fmt: skip
