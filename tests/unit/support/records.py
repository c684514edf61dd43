"""Complete and valid invented records for tests."""

from __future__ import annotations

from typing import Any

from streams.contract.records import (
    Attribution,
    Count,
    EnrichedArticle,
    Entity,
    Event,
    EventDate,
    Evidence,
    Magnitude,
    Mention,
    Missing,
    Participant,
    Pipeline,
    Place,
)

SENTENCE = "Rebels killed nine soldiers near Lenz on Sunday, the army said."
TEXT = SENTENCE + " It gave no names."
PIPELINE = Pipeline(version="0.1.0", model="none 1", ontology="plover-2.0")
PLACE = Place(
    field="text",
    start=33,
    end=37,
    text="Lenz",
    name="Lenz",
    lat=1.5,
    lon=2.5,
    country="RUV",
    precision="city",
    score=0.9,
)


def span(text: str) -> dict[str, Any]:
    """Return the offsets of the words in the text."""
    start = TEXT.index(text)
    return {"field": "text", "start": start, "end": start + len(text), "text": text}


def participant(text: str, **known: Any) -> Participant:
    """Return an actor or recipient with this name."""
    unknown: dict[str, Any] = dict.fromkeys(("entity_id", "label", "role", "country", "sector"))
    return Participant(**({"name": text} | unknown | span(text) | known))


def evidence(trigger: str = "killed") -> Evidence:
    """Return the evidence sentence with this trigger."""
    start = SENTENCE.index(trigger)
    return Evidence(
        field="text",
        sentence=SENTENCE,
        sentence_start=0,
        sentence_end=len(SENTENCE),
        trigger=trigger,
        trigger_start=start,
        trigger_end=start + len(trigger),
    )


def event(**changes: Any) -> Event:
    """Return a complete event with these fields changed."""
    fields: dict[str, Any] = {
        "event_id": "ev-1",
        "article_id": "a-1",
        "url": "https://example.org/1",
        "source": "Example Wire",
        "title": "Nine soldiers killed",
        "language": "en",
        "published_at": "2024-03-05",
        "ontology": "plover-2.0",
        "event_type": "ASSAULT",
        "modes": ["primitive"],
        "contexts": ["military"],
        "quad_class": 4,
        "intensity": -9.0,
        "cameo": "18",
        "status": "asserted",
        "attribution": Attribution(verb="said", quoted=False, entity_id=None, **span("the army")),
        "actors": [participant("Rebels", sector="REB", country="RUV")],
        "recipients": [participant("nine soldiers", sector="MIL")],
        "date": EventDate(value="2024-03-03", grain="day", source="text", **span("Sunday")),
        "location": PLACE,
        "magnitude": Magnitude(killed=Count(min=9, max=9, **span("nine"))),
        "evidence": evidence(),
        "confidence": 0.825,
        "missing": [],
        "processed_at": "2024-03-05T10:00:00.000+00:00",
        "pipeline": PIPELINE,
    }
    return Event(**(fields | changes))


def bare_event(**changes: Any) -> Event:
    """Return an event of which only the type and the trigger are known."""
    slots = [Missing(slot=slot, reason="not_stated") for slot in ("actor", "recipient", "date", "location")]
    empty: dict[str, Any] = dict.fromkeys(
        (
            "url",
            "source",
            "title",
            "published_at",
            "quad_class",
            "intensity",
            "cameo",
            "attribution",
            "date",
            "location",
        )
    )
    lists: dict[str, Any] = {"modes": [], "contexts": [], "actors": [], "recipients": [], "missing": slots}
    return event(**(empty | lists | {"magnitude": Magnitude()} | changes))


def article(**changes: Any) -> EnrichedArticle:
    """Return a complete enriched article with these fields changed."""
    fields: dict[str, Any] = {
        "article_id": "a-1",
        "url": "https://example.org/1",
        "title": "Nine soldiers killed",
        "source": "Example Wire",
        "section": None,
        "language": "en",
        "published_at": "2024-03-05",
        "processed_at": "2024-03-05T10:00:00.000+00:00",
        "duplicate_of": None,
        "event_ids": ["ev-1"],
        "pipeline": PIPELINE,
        "entities": [Entity(id="e1", name="Lenz", label="GPE", mentions=[Mention(**span("Lenz"))])],
        "places": [PLACE],
        "dates": [],
    }
    return EnrichedArticle(**(fields | changes))
