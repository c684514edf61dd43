"""Events of invented articles about one attack. Each test changes the fields that it is about."""

from __future__ import annotations

from typing import Any

import msgspec

from streams.contract.count_claim import CountClaim
from streams.contract.records import (
    Attribution,
    Count,
    Event,
    EventDate,
    Evidence,
    Magnitude,
    Participant,
    Place,
    Status,
)
from tests.unit.support.records import event

MARKET = "A bomb exploded at a market in Charsadda on Monday, killing three traders, police said."


def place(name: str = "Charsadda", precision: Any = "city", **changes: Any) -> Place:
    """Return a place in one province. Another name gives another place."""
    fields: dict[str, Any] = {
        "geonames_id": 1000 + sum(map(ord, name)),
        "lat": 34.15,
        "lon": 71.74,
        "country": "PAK",
        "admin1": "Khyber Pakhtunkhwa",
    }
    return Place(
        field="text", start=0, end=1, text=name, name=name, precision=precision, score=0.9, **(fields | changes)
    )


def day(value: str, source: Any = "text") -> EventDate:
    """Return a day of March 2024 by its number."""
    return EventDate(value=value, grain="day", text="Monday", field="text", start=0, end=1, source=source)


def killed(low: int, high: int | None = None, *, slot: str = "killed") -> Magnitude:
    """Return a count; without `high` it is exact."""
    count = Count(min=low, max=low if high is None else high, text=str(low), field="text", start=0, end=1)
    return Magnitude(**{slot: count})


def count_claim(number: int, said_by: str | None) -> CountClaim:
    """Return the number of killed that one source gives."""
    return CountClaim(
        slot="killed", min=number, max=number, text=str(number), said_by=said_by, field="text", start=0, end=1
    )


def named(name: str, country: str = "OMN", label: str = "PERSON") -> Participant:
    """Return a named participant."""
    return Participant(
        text=name,
        name=name,
        entity_id="e1",
        label=label,
        role=None,
        country=country,
        sector="GOV",
        field="text",
        start=0,
        end=1,
    )


def unnamed(text: str) -> Participant:
    """Return a participant that the text does not name: "farmers"."""
    return msgspec.structs.replace(named(text, ""), entity_id=None, label=None, country=None, sector=None)


def said(name: str) -> Attribution:
    """Return an attribution to a named source."""
    return Attribution(text=name, verb="said", quoted=False, entity_id=None, field="text", start=0, end=1)


def attack(article: str = "a1", sentence: str = MARKET, *, number: int = 0, **changes: Any) -> Event:
    """Return the bombing of a market on 4 March 2024 as one article reports it; `number` makes the event id unique."""
    status: Status = "asserted"
    fields: dict[str, Any] = {
        "event_id": f"ev-{article}-{number}",
        "article_id": article,
        "source": f"Source of {article}",
        "title": None,
        "url": None,
        "published_at": "2024-03-04T12:00:00Z",
        "modes": ["explosives"],
        "status": status,
        "attribution": said("police"),
        "actors": [],
        "recipients": [],
        "date": day("2024-03-04"),
        "location": place(),
        "magnitude": killed(3),
        "evidence": Evidence(
            field="text",
            sentence=sentence,
            sentence_start=100 * number,
            sentence_end=100 * number + len(sentence),
            trigger="exploded",
            trigger_start=100 * number,
            trigger_end=100 * number + 8,
        ),
        "story_event_id": None,
    }
    return msgspec.structs.replace(event(), **(fields | changes))
