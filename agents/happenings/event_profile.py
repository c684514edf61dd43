"""The parts of a report that are compared with another report."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from agents.happenings.days import Days, day_of, days_of
from agents.happenings.rules import rules
from agents.happenings.vocabulary import (
    changes_a_report,
    content,
    crowds,
    dates_words,
    is_telling,
    name_key,
    names,
    people,
    raises_a_toll,
    sites,
    title_names,
    without_speaker,
    words,
)
from streams.contract.happening import HappeningReport
from streams.contract.records import Participant, Place

PROTEST = "PROTEST"
DAYS_BEFORE = 1
"""Days before publication on which an event dated by its publication may have happened."""
UNDATED_DAYS = 3
"""Largest number of days between an event without a date and its publication."""


class EventProfile(msgspec.Struct, frozen=True, array_like=True):
    """One report, prepared for comparison. It is encoded as an array, which takes a fifth of its size in memory."""

    event_id: str
    article_id: str
    story: str
    """Id of the first event of its article that reports the same happening; it may be the report's own event."""
    speaker: str | None
    """The speaker to whom the article attributes it, in one spelling."""
    family: str
    event_type: str
    modes: frozenset[str]
    days: Days | None
    """Days on which it may have happened; None if unknown."""
    stated: bool
    """Whether the text names the day."""
    dated: bool
    """Whether the event has a day, be it that of publication; true for a denial, which often comes days later."""
    may_be_of_words: bool
    """Whether the day in the sentence may be that of saying it: "police said on Tuesday"."""
    reported: int | None
    """The day of publication, as a proleptic ordinal."""
    place: Place | None
    actors: frozenset[str]
    recipients: frozenset[str]
    """Names of the named recipients, in lower case."""
    codes: frozenset[tuple[str, str]]
    """Country and sector of each party."""
    counts: tuple[tuple[str, int, int], ...]
    """Slot, lowest and highest number."""
    sites: frozenset[str]
    people: frozenset[str]
    crowd: frozenset[str]
    """The kinds of people who protest: teachers, farmers."""
    words: frozenset[str]
    names: frozenset[str]
    """Words of the sentence and of the title that name somebody or something, in lower case, parties included."""


def profile(report: HappeningReport) -> EventProfile:
    """Return the profile of a report."""
    text = without_speaker(report.sentence, report.said_by) if report.said_by else report.sentence
    parties = [*report.actors, *report.recipients]
    placed = place_words(report.location) if report.location else frozenset()
    naming = frozenset([*placed, *(word for party in parties if _is_named(party) for word in words(party.name))])
    days, stated = _days(report)
    return EventProfile(
        event_id=report.event_id,
        article_id=report.article_id,
        story=report.story_event_id or report.event_id,
        speaker=name_key(report.said_by) if report.said_by else None,
        family=rules().family(report.event_type, report.magnitude),
        event_type=report.event_type,
        modes=frozenset(report.modes),
        days=days,
        stated=stated,
        dated=report.date is not None or report.status == "negated",
        may_be_of_words=dates_words(report.sentence),
        reported=day_of(report.reported_at),
        place=report.location,
        actors=_names(report.actors, placed),
        recipients=_names(report.recipients, placed),
        codes=frozenset((p.country, p.sector) for p in parties if p.country and p.sector),
        counts=_counts(report),
        sites=sites(text, report.trigger),
        people=people(" ".join(party.text for party in report.recipients)),
        crowd=_crowd(report) if report.event_type == PROTEST else frozenset(),
        words=content(text, naming),
        names=names(text) | title_names(report.title or "") | _words_of_names(parties),
    )


def place_words(place: Place) -> frozenset[str]:
    """Return the words of a place's name, and of the text that names it, in lower case."""
    return _words_of(f"{place.name or ''} {place.text}")


@lru_cache(maxsize=4096)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(words(name))


def _days(report: HappeningReport) -> tuple[Days | None, bool]:
    reported = day_of(report.reported_at)
    days = days_of(report.date) if report.date else None
    later = reported is not None and days is not None and days.first >= reported
    of_another = report.status == "negated" or changes_a_report(report) or raises_a_toll(report.sentence)
    if reported is not None and later and of_another:
        # "The ministry on Friday revised the toll of the attack on Thursday", "the toll rose on Friday": the day of the
        # revision is not the day of the attack.
        return Days(reported - UNDATED_DAYS, reported), False
    if days is not None and report.date_source == "text":
        return days, True
    if days is not None:
        return Days(days.first - DAYS_BEFORE, days.last), False
    if reported is not None and report.status != "historical":
        return Days(reported - UNDATED_DAYS, reported), False
    return None, False


def _is_named(party: Participant) -> bool:
    return party.entity_id is not None


def _words_of_names(parties: Iterable[Participant]) -> frozenset[str]:
    return frozenset(word for party in parties if _is_named(party) for word in words(party.name) if is_telling(word))


def _names(parties: Iterable[Participant], placed: frozenset[str]) -> frozenset[str]:
    """Return the last word of each person's name, and other names in full: later reports leave first names out.

    Not the name of the place itself ("the quake hit Palu"), which is compared as a place.
    """
    named = (p for p in parties if _is_named(p) and p.name.strip() and not placed.issuperset(words(p.name)))
    return frozenset(p.name.casefold().split()[-1] if p.label == "PERSON" else p.name.casefold() for p in named)


def _crowd(report: HappeningReport) -> frozenset[str]:
    count = report.magnitude.participants
    return crowds(" ".join([*(party.text for party in report.actors), count.text if count else ""]))


def _counts(report: HappeningReport) -> tuple[tuple[str, int, int], ...]:
    """Return the counts; none of a denial, whose "no one" is no other number."""
    if report.status == "negated":
        return ()
    slots = ((slot, getattr(report.magnitude, slot)) for slot in report.magnitude.__struct_fields__)
    return tuple((slot, c.min, c.max if c.max is not None else c.min) for slot, c in slots if c is not None)
