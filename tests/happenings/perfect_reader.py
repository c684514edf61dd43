"""The events that a faultless reader would code in the invented articles, except for random omissions."""

from __future__ import annotations

import random
from datetime import datetime

from streams.contract.ids import event_id
from streams.contract.records import (
    Attribution,
    Count,
    Event,
    EventDate,
    Evidence,
    Magnitude,
    Participant,
    Pipeline,
    Place,
)
from tests.happenings.texts import WrittenArticle, moment
from tests.happenings.world import PlaceRow, Report

CODES = {
    "bomb": ("ASSAULT", ["explosives"], "exploded"),
    "shooting": ("ASSAULT", ["firearms"], "attacked"),
    "protest": ("PROTEST", ["demo"], "marched"),
    "arrest": ("COERCE", ["arrest"], "arrested"),
    "talks": ("CONSULT", ["meet"], "met"),
}
NO_PLACE, NO_DAY, NO_MODE = 0.08, 0.15, 0.2
"""Shares of the events without a place, with the publication day as date, or without a mode."""
COUNTRIES = {
    "Kenya": "KEN",
    "Oman": "OMN",
    "Peru": "PER",
    "Norway": "NOR",
    "Ghana": "GHA",
    "Chile": "CHL",
    "Togo": "TGO",
    "Nepal": "NPL",
    "Jordan": "JOR",
    "Fiji": "FJI",
}


def events_of(written: WrittenArticle) -> list[Event]:
    """Return one event for each sentence that reports something."""
    draw = random.Random(written.article.id)
    return [_event(written, start, end, report, draw) for start, end, report in written.sentences]


def _event(written: WrittenArticle, start: int, end: int, report: Report, draw: random.Random) -> Event:
    article, (kind, modes, trigger) = written.article, CODES[report.truth.kind]
    place_row = None if draw.random() < NO_PLACE and report.phrase != "anniversary" else report.place_row
    return Event(
        event_id=event_id(article.id, "plover-2.0", kind, "text", start, start + 1),
        article_id=article.id,
        url=f"https://{article.source.lower().replace(' ', '-')}.example/{article.id}",
        source=article.source,
        title=written.title,
        language="en",
        published_at=moment(article.at),
        ontology="plover-2.0",
        event_type=kind,
        modes=[] if draw.random() < NO_MODE else modes,
        contexts=[],
        quad_class=None,
        intensity=None,
        cameo=None,
        status=report.status,
        attribution=_attribution(report, start),
        actors=_parties(report, 0, start),
        recipients=_parties(report, 1, start),
        date=_date(report, article.at, start, draw),
        location=_place(place_row, start) if place_row else None,
        magnitude=Magnitude(**{slot: _count(count, start) for slot, count in report.counts.items()}),
        evidence=Evidence(
            field="text",
            sentence=written.text[start:end],
            sentence_start=start,
            sentence_end=end,
            trigger=trigger,
            trigger_start=start,
            trigger_end=start + 1,
        ),
        confidence=0.9,
        missing=[],
        agency=article.agency,
        processed_at=moment(article.at + article.delay),
        pipeline=Pipeline(version="test", model="none", ontology="plover-2.0"),
    )


def _attribution(report: Report, start: int) -> Attribution | None:
    if report.status == "negated" and report.group:
        return Attribution(
            text=report.group, verb="denied", quoted=False, entity_id=None, field="text", start=start, end=start + 1
        )
    return Attribution(
        text=report.sayer, verb="said", quoted=False, entity_id=None, field="text", start=start, end=start + 1
    )


def _parties(report: Report, side: int, start: int) -> list[Participant]:
    truth = report.truth
    if truth.parties:
        title, name, nation = truth.parties[side]
        return [_party(name, "e1", "PERSON", title, COUNTRIES[nation], "GOV", start)]
    if truth.kind in ("bomb", "shooting"):
        return [_party(truth.victims, None, None, None, None, None, start)] if side else []
    if truth.kind == "arrest":
        return [_party(truth.people, None, None, None, None, None, start)] if side else []
    return [] if side else [_party(truth.people, None, None, None, None, "CVL", start)]


def _party(
    name: str,
    entity: str | None,
    label: str | None,
    role: str | None,
    country: str | None,
    sector: str | None,
    start: int,
) -> Participant:
    return Participant(
        text=name,
        name=name,
        entity_id=entity,
        label=label,
        role=role,
        country=country,
        sector=sector,
        field="text",
        start=start,
        end=start + 1,
    )


def _date(report: Report, at: datetime, start: int, draw: random.Random) -> EventDate | None:
    if report.phrase == "second_toll":
        return None
    if draw.random() < NO_DAY and report.phrase != "anniversary":
        if at.date() != report.truth.day.date():
            return None
        day = at.date().isoformat()
        return EventDate(value=day, grain="day", text=None, field=None, start=None, end=None, source="published_at")
    day = report.truth.day.date().isoformat()
    return EventDate(value=day, grain="day", text="on", field="text", start=start, end=start + 1, source="text")


def _place(place_row: PlaceRow, start: int) -> Place:
    return Place(
        field="text",
        start=start,
        end=start + 1,
        text=place_row.text,
        name=place_row.name,
        geonames_id=place_row.geonames_id,
        lat=place_row.lat,
        lon=place_row.lon,
        country=place_row.country,
        admin1=place_row.admin1,
        precision=place_row.precision,  # type: ignore[arg-type]
        score=0.9,
    )


def _count(count: int, start: int) -> Count:
    return Count(min=count, max=count, text=str(count), field="text", start=start, end=start + 1)
