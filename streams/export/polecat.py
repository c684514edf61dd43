"""The 40 columns of POLECAT, with its names and order, followed by Dateline's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from streams.contract.records import Event, Participant, Place
from streams.export.columns import Column, Value, day, joined
from streams.export.dateline_columns import OWN

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_NO_COW = "Correlates of War numbers are not kept: join by the alpha-3 code"
_NO_WIKIPEDIA = "names are not linked to Wikipedia"
_IN_ARTICLE = "in the enriched article, by `Story ID`, not in the event"

Parties = Callable[[Event], Sequence[Participant]]


def _party_columns(side: str, parties: Parties, field: str) -> list[Column]:
    return [
        Column(f"{side} Name", "text", f"`{field}[].name`", lambda e: joined(p.name for p in parties(e))),
        Column(
            f"{side} Country",
            "text",
            f"`{field}[].country`: ISO 3166-1 alpha-3 or a supranational code",
            lambda e: joined(p.country for p in parties(e)),
        ),
        Column(f"{side} COW", "text", _NO_COW),
        Column(
            f"Primary {side} Sector",
            "text",
            f"`{field}[].sector`, the first that is known",
            lambda e: next((p.sector for p in parties(e) if p.sector), None),
        ),
        Column(f"{side} Sectors", "text", f"`{field}[].sector`", lambda e: joined(p.sector for p in parties(e))),
        Column(f"{side} Title", "text", f"`{field}[].role`", lambda e: joined(p.role for p in parties(e))),
        Column(
            f"{side} Name Raw",
            "text",
            f"`{field}[].text`, as written",
            lambda e: joined(p.text for p in parties(e)),
        ),
        Column(f"Wikipedia {side} ID", "text", _NO_WIKIPEDIA),
    ]


def _placed(of: Callable[[Place], Value]) -> Callable[[Event], Value]:
    return lambda event: of(event.location) if event.location else None


_EVENT = [
    Column("Event ID", "text", "`event_id`: the same on every replay", lambda e: e.event_id),
    Column(
        "Event Date",
        "date",
        "the day of `date.value`; null where the date is coarser than a day, see `Date Value`",
        lambda e: day(e.date.value) if e.date else None,
    ),
    Column("Event Type", "text", "`event_type`: of PLOVER, or of the event pack in use", lambda e: e.event_type),
    Column("Event Mode", "text", "`modes`", lambda e: joined(e.modes)),
    Column("Intensity", "number", "`intensity`, −10 to 10", lambda e: e.intensity),
    Column("Quad Code", "text", "`quad_class` in words", lambda e: QUADS.get(e.quad_class or 0)),
    Column("Contexts", "text", "`contexts`", lambda e: joined(e.contexts)),
]
_PLACE = [
    Column("Placename", "text", "`location.name`", _placed(lambda p: p.name)),
    Column(
        "City",
        "text",
        "`location.name` where the precision is city",
        _placed(lambda p: p.name if p.precision == "city" else None),
    ),
    Column(
        "District",
        "text",
        "`location.name` where the precision is admin2; the district of a city is not kept",
        _placed(lambda p: p.name if p.precision == "admin2" else None),
    ),
    Column("Province", "text", "`location.admin1`", _placed(lambda p: p.admin1)),
    Column("Country", "text", "`location.country`: ISO 3166-1 alpha-3", _placed(lambda p: p.country)),
    Column("Latitude", "number", "`location.lat`, degrees north", _placed(lambda p: p.lat)),
    Column("Longitude", "number", "`location.lon`, degrees east", _placed(lambda p: p.lon)),
    Column("GeoNames ID", "integer", "`location.geonames_id`", _placed(lambda p: p.geonames_id)),
    Column("Raw Placename", "text", "`location.text`, as written", _placed(lambda p: p.text)),
    Column("Feature Type", "text", "GeoNames feature codes are not kept: see `Place Precision`"),
]
_STORY = [
    Column("Source", "text", "`source`", lambda e: e.source),
    Column("Publication Date", "date", "the day of `published_at`", lambda e: day(e.published_at)),
    Column("Story People", "text", f"the article's persons: {_IN_ARTICLE}"),
    Column("Story Organizations", "text", f"the article's organisations: {_IN_ARTICLE}"),
    Column("Story Locations", "text", f"the article's places: {_IN_ARTICLE}"),
    Column("Language", "text", "`language`: ISO 639-1", lambda e: e.language),
    Column("Version", "text", "`pipeline.version` and `pipeline.model`", lambda e: _version(e)),
]


def _version(event: Event) -> str:
    return f"dateline {event.pipeline.version} {event.pipeline.model}"


THEIRS = [
    *_EVENT,
    *_party_columns("Actor", lambda e: e.actors, "actors"),
    *_party_columns("Recipient", lambda e: e.recipients, "recipients"),
    *_PLACE,
    *_STORY,
]
POLECAT = [*THEIRS, *OWN]
