"""The columns and indexes of an event in the store. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from streams.contract.codec import parse_moment
from streams.contract.records import Event, Place
from streams.desk.store.date_range import days_of
from streams.routing.rule import words

SEPARATOR = " ___ "
"""Separator of texts in one indexed column, so that no phrase matches across two of them."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """The searchable fields of an event; days are proleptic ordinals (`date.toordinal`)."""

    columns: dict[str, object]
    """Value of each column of the table `events`."""
    place: tuple[float, float, str, str, str] | None
    """Latitude, longitude, precision, name, country; None if the event has no point."""
    tags: frozenset[tuple[str, str]]
    """Kind (`mode`, `actor_country`, `sector`) and value."""
    words: str
    """Title and sentence, normalised as for route rules."""
    actors: str
    """Names of actors and recipients, normalised likewise."""


def event_row(event: Event) -> EventRow:
    """Return the row of an event."""
    parties = [*event.actors, *event.recipients]
    tags = {("mode", mode) for mode in event.modes}
    tags |= {("actor_country", party.country) for party in parties if party.country}
    tags |= {("sector", party.sector) for party in parties if party.sector}
    days = days_of(event.date.value) if event.date else None
    reported = parse_moment(event.published_at) if event.published_at else None
    columns = {
        "event_id": event.event_id,
        "article_id": event.article_id,
        "event_type": event.event_type,
        "quad_class": event.quad_class or 0,
        "status": event.status,
        "source": event.source,
        "country": event.location.country if event.location else None,
        "event_from": days[0].toordinal() if days else None,
        "event_to": days[1].toordinal() if days else None,
        "event_day": days[0].toordinal() if days and days[0] == days[1] else None,
        "report_day": reported.date().toordinal() if reported else None,
        "confidence": event.confidence,
    }
    names = [text for party in parties for text in (party.name, party.text)]
    return EventRow(
        columns,
        _place(event.location),
        frozenset(tags),
        _indexed([event.title or "", event.evidence.sentence]),
        _indexed(dict.fromkeys(names)),
    )


def _indexed(texts: list[str] | dict[str, None]) -> str:
    return SEPARATOR.join(words(text) for text in texts)


def _place(place: Place | None) -> tuple[float, float, str, str, str] | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        return None
    return place.lat, place.lon, place.precision or "region", place.name or place.text, place.country or ""
