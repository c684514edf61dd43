"""Invented articles read into findings, so that tests of the event coder need not build a reader each."""

from __future__ import annotations

from agents.reader import dates
from agents.reader.events.coded import Coded, Finding
from agents.reader.events.events import read_events
from agents.reader.names import names
from agents.reader.numbers import numbers
from agents.reader.places import places
from agents.reader.text.page import Page
from tests.unit import pages

PUBLISHED = "2024-03-12"


def page_of(text: str, title: str | None = None) -> Page:
    """An article published on `PUBLISHED`, cleaned and parsed."""
    return pages.page_of(text, PUBLISHED, title)


def findings(text: str, title: str | None = None) -> list[Finding]:
    """Every trigger of an article with its reasons."""
    page = page_of(text, title)
    entities = names.find_entities(page)
    found = places.find_places(page, entities)
    return read_events(page, entities, found, dates.find_dates(page), numbers.find_counts(page))


def events(text: str, title: str | None = None) -> list[Coded]:
    """The events of an article."""
    return [f.coded for f in findings(text, title) if f.dropped is None]


def event(text: str, event_type: str, trigger: str = "") -> Coded:
    """The only event of a type in an article, or the one whose trigger holds some words."""
    found = [e for e in events(text) if e.event_type == event_type and trigger in e.evidence.trigger]
    assert len(found) == 1, [(e.event_type, e.evidence.trigger) for e in events(text)]
    return found[0]
