"""When an event was that its own sentence does not say: on the day of its speaker, of the story, of the news."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.coded_events.coded_event import CodedEvent, EventAnalysis
from agents.reader.coded_events.slot_edits import with_date, without_date
from agents.reader.lexicon.loader import data_file
from agents.reader.time_place.clause_ties import DEEDS, is_news
from agents.reader.time_place.event_dates import EventDates, day_of
from agents.reader.time_place.recent_days import ToldDay

_DATA = data_file(__file__, "event_dates.toml")
COURSE = _DATA.word_lists("course")
"""Type of a deed to the types of those that happen in its course, on the same day."""


def on_story_day(analysis: EventAnalysis, analyses: Sequence[EventAnalysis], dates: EventDates) -> EventAnalysis:
    """Return an event that its own sentence does not date on the day of its speaker or of the article's news."""
    coded = analysis.coded
    if analysis.dropped is not None or coded.status != "asserted" or (coded.date and coded.date.source == "text"):
        return analysis
    recent = dates.recent
    spoken = None if coded.event_type in DEEDS else recent.spoken.get(speaker_of_event(coded) or "")
    if spoken is not None and is_news(analysis.head, ()):
        return with_date(analysis, day_of(spoken), f"{spoken.text!r}, when its speaker spoke")
    before = recent.told_before(analysis.trigger.passage, analysis.head)
    if before is not None and _goes_on(analysis, before, analyses):
        return with_date(analysis, day_of(before.day), f"{before.day.text!r}, in a sentence before")
    days = {(day.value or "")[:10]: day for day in recent.told}
    if coded.date is None or not days or coded.date.value in days or coded.event_type not in DEEDS:
        return analysis
    if len(days) == 1:
        day = next(iter(days.values()))
        return with_date(analysis, day_of(day), f"{day.text!r}, the only recent day in the first paragraphs")
    return without_date(analysis, "the first paragraphs name several days")


def _goes_on(analysis: EventAnalysis, before: ToldDay, analyses: Sequence[EventAnalysis]) -> bool:
    """Whether an event was on the day of a sentence before it: in its paragraph, or in the course of what it tells.

    Words follow words, and deeds follow deeds of which they are a part: an arrest the protest, not the murder.
    """
    passage, start = before.sentence
    if passage == analysis.trigger.passage:
        return True
    kind = analysis.coded.event_type
    if before.of_words or kind not in DEEDS:
        return before.of_words and kind not in DEEDS
    there = {
        b.coded.event_type
        for b in analyses
        if b.dropped is None and b.trigger.passage == passage and b.head.sent.start == start
    }
    return any(kind == other or kind in COURSE.get(other, ()) for other in there or {kind})


def speaker_of_event(coded: CodedEvent) -> str | None:
    """Return the entity whose words an event is."""
    if coded.attribution is not None and coded.attribution.entity_id is not None:
        return coded.attribution.entity_id
    return coded.actors[0].entity_id if len(coded.actors) == 1 else None
