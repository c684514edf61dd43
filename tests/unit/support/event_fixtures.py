"""Read invented articles, so that tests of event coding need not build a reader."""

from __future__ import annotations

from agents.reader.coded_events.coded_event import CodedEvent, EventAnalysis
from agents.reader.entities.entities import find_entities
from agents.reader.events.events import read_events
from agents.reader.numbers import counts
from agents.reader.ontology.packs import Ontology
from agents.reader.places import places
from agents.reader.places.entity_countries import with_countries
from agents.reader.text.article_text import ArticleText
from agents.reader.timex import date_mentions
from tests.unit.support import article_texts

PUBLISHED = "2024-03-12"


def page_of(text: str, title: str | None = None) -> ArticleText:
    """Return the text of an article published on `PUBLISHED`, cleaned and parsed."""
    return article_texts.page_of(text, PUBLISHED, title)


def analyses(text: str, title: str | None = None, ontology: Ontology | None = None) -> list[EventAnalysis]:
    """Return the analysis of every trigger in an article; `ontology` replaces the default packs."""
    page = page_of(text, title)
    entities = find_entities(page)
    found = places.find_places(page, entities)
    entities = with_countries(entities, found)
    return read_events(page, entities, found, date_mentions.find_dates(page), counts.find_counts(page), ontology)


def events(text: str, title: str | None = None) -> list[CodedEvent]:
    """Return the events of an article."""
    return [f.coded for f in analyses(text, title) if f.dropped is None]


def event(text: str, event_type: str, trigger: str = "") -> CodedEvent:
    """Return the only event of a type in an article, or the one whose trigger contains `trigger`."""
    found = [e for e in events(text) if e.event_type == event_type and trigger in e.evidence.trigger]
    assert len(found) == 1, [(e.event_type, e.evidence.trigger) for e in events(text)]
    return found[0]
