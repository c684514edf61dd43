"""Events as a reader without faults would code the invented articles, except for what it leaves out now and then."""

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
from tests.happenings.texts import Written, moment
from tests.happenings.world import Spot, Telling

CODES = {
    "bomb": ("ASSAULT", ["explosives"], "exploded"),
    "shooting": ("ASSAULT", ["firearms"], "attacked"),
    "protest": ("PROTEST", ["demo"], "marched"),
    "arrest": ("COERCE", ["arrest"], "arrested"),
    "talks": ("CONSULT", ["meet"], "met"),
}
NO_PLACE, NO_DAY, NO_MODE = 0.08, 0.15, 0.2
"""Shares of the events that lack the place, have the day of publication only, or have no mode."""
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


def events_of(written: Written) -> list[Event]:
    """One event for each sentence that tells something."""
    draw = random.Random(written.article.id)
    return [_event(written, start, end, telling, draw) for start, end, telling in written.sentences]


def _event(written: Written, start: int, end: int, telling: Telling, draw: random.Random) -> Event:
    article, (kind, modes, trigger) = written.article, CODES[telling.truth.kind]
    spot = None if draw.random() < NO_PLACE and telling.phrase != "anniversary" else telling.spot
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
        status=telling.status,
        attribution=_attribution(telling, start),
        actors=_parties(telling, 0, start),
        recipients=_parties(telling, 1, start),
        date=_date(telling, article.at, start, draw),
        location=_place(spot, start) if spot else None,
        magnitude=Magnitude(**{slot: _count(count, start) for slot, count in telling.counts.items()}),
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


def _attribution(telling: Telling, start: int) -> Attribution | None:
    if telling.status == "negated" and telling.group:
        return Attribution(
            text=telling.group, verb="denied", quoted=False, entity_id=None, field="text", start=start, end=start + 1
        )
    return Attribution(
        text=telling.sayer, verb="said", quoted=False, entity_id=None, field="text", start=start, end=start + 1
    )


def _parties(telling: Telling, side: int, start: int) -> list[Participant]:
    truth = telling.truth
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


def _date(telling: Telling, at: datetime, start: int, draw: random.Random) -> EventDate | None:
    if telling.phrase == "second_toll":
        return None
    if draw.random() < NO_DAY and telling.phrase != "anniversary":
        if at.date() != telling.truth.day.date():
            return None
        day = at.date().isoformat()
        return EventDate(value=day, grain="day", text=None, field=None, start=None, end=None, source="published_at")
    day = telling.truth.day.date().isoformat()
    return EventDate(value=day, grain="day", text="on", field="text", start=start, end=start + 1, source="text")


def _place(spot: Spot, start: int) -> Place:
    return Place(
        field="text",
        start=start,
        end=start + 1,
        text=spot.text,
        name=spot.name,
        geonames_id=spot.geonames_id,
        lat=spot.lat,
        lon=spot.lon,
        country=spot.country,
        admin1=spot.admin1,
        precision=spot.precision,  # type: ignore[arg-type]
        score=0.9,
    )


def _count(count: int, start: int) -> Count:
    return Count(min=count, max=count, text=str(count), field="text", start=start, end=start + 1)
