"""Date of an event whose own sentence states none: the day of its speaker, paragraph, or the article's news."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.coded_events.coded_event import CodedEvent, EventAnalysis
from agents.reader.coded_events.slot_edits import with_date, without_date
from agents.reader.lexicon.loader import data_file
from agents.reader.time_place.clause_ties import ACT_TYPES, is_news
from agents.reader.time_place.event_dates import EventDates, day_of
from agents.reader.time_place.recent_days import NewsDay
from streams.contract.missing_reason import MissingReason

_DATA = data_file(__file__, "event_dates.toml")
COURSE = _DATA.word_lists("course")
"""Event type to the types of events that happen in its course, on the same day."""


def on_story_day(analysis: EventAnalysis, analyses: Sequence[EventAnalysis], dates: EventDates) -> EventAnalysis:
    """Return a fact without its own date with the day of its speaker or of the article's news."""
    coded = analysis.coded
    if analysis.dropped is not None or coded.status != "asserted" or (coded.date and coded.date.source == "text"):
        return analysis
    recent = dates.recent
    spoken = None if coded.event_type in ACT_TYPES else recent.spoken.get(speaker_of_event(coded) or "")
    if spoken is not None and is_news(analysis.head, ()):
        return with_date(analysis, day_of(spoken), f"{spoken.text!r}, when the speaker spoke")
    before = recent.news_day_before(analysis.trigger.passage, analysis.head)
    if before is not None and _continues(analysis, before, analyses):
        return with_date(analysis, day_of(before.day), f"{before.day.text!r}, in a preceding sentence")
    days = {(day.value or "")[:10]: day for day in recent.news_days}
    if coded.date is None or not days or coded.date.value in days or coded.event_type not in ACT_TYPES:
        return analysis
    if len(days) == 1:
        day = next(iter(days.values()))
        return with_date(analysis, day_of(day), f"{day.text!r}, the only recent day in the first paragraphs")
    return without_date(analysis, MissingReason.SEVERAL_DAYS)


def _continues(analysis: EventAnalysis, before: NewsDay, analyses: Sequence[EventAnalysis]) -> bool:
    """Return whether an event has the date of an earlier sentence: of its paragraph, or of an event that it is part of.

    Speech continues speech. An act continues an act in whose course it happens: an arrest a protest, not a murder.
    """
    passage, start = before.sentence
    if passage == analysis.trigger.passage:
        return True
    kind = analysis.coded.event_type
    if before.of_words or kind not in ACT_TYPES:
        return before.of_words and kind not in ACT_TYPES
    there = {
        b.coded.event_type
        for b in analyses
        if b.dropped is None and b.trigger.passage == passage and b.head.sent.start == start
    }
    return any(kind == other or kind in COURSE.get(other, ()) for other in there or {kind})


def speaker_of_event(coded: CodedEvent) -> str | None:
    """Return the entity id of who speaks: the source of the event, else its only actor; None if unknown."""
    if coded.attribution is not None and coded.attribution.entity_id is not None:
        return coded.attribution.entity_id
    return coded.actors[0].entity_id if len(coded.actors) == 1 else None
