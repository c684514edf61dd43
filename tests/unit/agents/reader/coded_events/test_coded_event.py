"""A coded event has the fields and the id of the published event."""

from __future__ import annotations

from typing import get_type_hints

from msgspec.structs import fields

from agents.reader.coded_events.coded_event import CodedEvent
from streams.contract.ids import event_id
from streams.contract.records import Event
from tests.unit.support.event_fixtures import event


def test_each_field_is_one_of_the_published_event() -> None:
    coded, published = get_type_hints(CodedEvent), get_type_hints(Event)
    assert coded == {name: published.get(name) for name in coded}
    assert [f.name for f in fields(CodedEvent)] == [f.name for f in fields(Event) if f.name in coded]


def test_the_published_event_adds_the_article_and_what_made_it() -> None:
    added = {f.name for f in fields(Event)} - {f.name for f in fields(CodedEvent)}
    about = {"event_id", "article_id", "url", "source", "title", "language", "published_at", "agency"}
    assert added == about | {"version_of", "near_duplicate_of", "processed_at", "pipeline"}


def test_the_id_is_of_article_type_and_trigger() -> None:
    found = event("Police arrested two men in Lima on Monday.", "COERCE")
    at = found.evidence
    expected = event_id("a1", found.ontology, "COERCE", "text", at.trigger_start, at.trigger_end)
    assert found.event_id("a1") == expected
    assert found.event_id("a2") != expected
