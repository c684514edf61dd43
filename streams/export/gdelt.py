"""The 61 columns of GDELT's event table 2.0, with names of 1.0 where both have one, followed by Dateline's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC

from streams.contract.codec import parse_moment
from streams.contract.country_codes import fips, name
from streams.contract.records import Event, Participant, Place
from streams.export.columns import Column, Value, day, joined
from streams.export.dateline_columns import OWN

_NOT_CODED = "not coded: known groups, ethnicity and religion are not slots of an event"
_ONE_SECTOR = "a participant has one sector"
_NOT_PLACED = "participants are not placed on the map, only the event is"

Parties = Callable[[Event], Sequence[Participant]]


def _first(parties: Parties, of: Callable[[Participant], str | None]) -> Callable[[Event], Value]:
    def value(event: Event) -> Value:
        found = parties(event)
        return of(found[0]) if found else None

    return value


def _actor_columns(actor: str, parties: Parties, field: str) -> list[Column]:
    return [
        Column(
            f"{actor}Code",
            "text",
            f"country and sector of `{field}[0]` together, as `PAKMIL`",
            _first(parties, lambda p: (p.country or "") + (p.sector or "") or None),
        ),
        Column(
            f"{actor}Name",
            "text",
            f"`{field}[0].name` in capitals; the others are in Dateline's own columns",
            _first(parties, lambda p: p.name.upper()),
        ),
        Column(
            f"{actor}CountryCode",
            "text",
            f"`{field}[0].country`: ISO 3166-1 alpha-3, which CAMEO's codes mostly are",
            _first(parties, lambda p: p.country),
        ),
        *(Column(f"{actor}{code}", "text", _NOT_CODED) for code in ("KnownGroupCode", "EthnicCode")),
        *(Column(f"{actor}Religion{n}Code", "text", _NOT_CODED) for n in (1, 2)),
        Column(
            f"{actor}Type1Code",
            "text",
            f"`{field}[0].sector`: PLOVER's sectors",
            _first(parties, lambda p: p.sector),
        ),
        *(Column(f"{actor}Type{n}Code", "text", _ONE_SECTOR) for n in (2, 3)),
    ]


_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _actor_geo(actor: str) -> list[Column]:
    kinds = {"Type": "integer", "Lat": "number", "Long": "number"}
    return [Column(f"{actor}Geo_{part}", kinds.get(part, "text"), _NOT_PLACED) for part in _GEO]  # type: ignore[arg-type]


def _year(event: Event) -> int | None:
    found = re.match(r"\d{4}(?!\d)", event.date.value) if event.date else None
    return int(found[0]) if found else None


def _month_year(event: Event) -> int | None:
    found = re.match(r"(\d{4})-(\d\d)(?!\d)", event.date.value) if event.date else None
    return int(found[1] + found[2]) if found and 1 <= int(found[2]) <= 12 else None


def _sql_date(event: Event) -> int | None:
    at = day(event.date.value) if event.date else None
    return at.year * 10000 + at.month * 100 + at.day if at else None


def _fraction(event: Event) -> float | None:
    at = day(event.date.value) if event.date else None
    return round(at.year + ((at.month - 1) * 30 + at.day) / 365, 4) if at else None


def _added(event: Event) -> int | None:
    moment = parse_moment(event.processed_at)
    return int(moment.astimezone(UTC).strftime("%Y%m%d%H%M%S")) if moment else None


def _placed(of: Callable[[Place], Value]) -> Callable[[Event], Value]:
    return lambda event: of(event.location) if event.location else None


def _resolution(place: Place) -> int | None:
    american = place.country == "USA"
    if place.precision in ("exact", "city"):
        return 3 if american else 4
    if place.precision == "admin1":
        return 2 if american else 5
    return 1 if place.precision == "country" else None


def _full_name(place: Place) -> str | None:
    parts = [place.name, place.admin1, name(place.country)]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or None


_DATES = [
    Column("GLOBALEVENTID", "text", "`event_id`: text, where GDELT has a number", lambda e: e.event_id),
    Column("SQLDATE", "integer", "the day of `date.value`, YYYYMMDD; null where it is coarser", _sql_date),
    Column("MonthYear", "integer", "the month of `date.value`, YYYYMM; null of a week or coarser", _month_year),
    Column("Year", "integer", "the year of `date.value`", _year),
    Column("FractionDate", "number", "of SQLDATE, 30 days to the month as GDELT counts", _fraction),
]
_ACTION = [
    Column("IsRootEvent", "integer", "whether the event is in the first paragraph is not kept"),
    Column("EventCode", "text", "`cameo`: a CAMEO code, or a root where no finer one fits", lambda e: e.cameo),
    Column("EventBaseCode", "text", "its first three digits", lambda e: e.cameo and e.cameo[:3]),
    Column("EventRootCode", "text", "its first two digits", lambda e: e.cameo and e.cameo[:2]),
    Column("QuadClass", "integer", "`quad_class`, by PLOVER: REQUEST, CAMEO's 02, is in 3", lambda e: e.quad_class),
    Column(
        "GoldsteinScale",
        "number",
        "`intensity`: PLOVER's score, on the same scale −10 to 10 but not Goldstein's own weights",
        lambda e: e.intensity,
    ),
    Column("NumMentions", "integer", "mentions in this article: 1 and `mentions`", lambda e: 1 + len(e.mentions)),
    Column("NumSources", "integer", "1: an event is of one article", lambda e: 1),
    Column("NumArticles", "integer", "1: an event is of one article", lambda e: 1),
    Column("AvgTone", "number", "tone is not measured"),
]
_ACTION_GEO = [
    Column(
        "ActionGeo_Type",
        "integer",
        "1 country, 2 US state, 3 US city, 4 other city, 5 other province; null of a district or region",
        _placed(_resolution),
    ),
    Column("ActionGeo_FullName", "text", "place, province, country of `location`", _placed(_full_name)),
    Column("ActionGeo_CountryCode", "text", "`location.country` as FIPS 10-4", _placed(lambda p: fips(p.country))),
    Column("ActionGeo_ADM1Code", "text", "FIPS codes of provinces are not kept: see `Province`"),
    Column("ActionGeo_ADM2Code", "text", "codes of districts are not kept"),
    Column("ActionGeo_Lat", "number", "`location.lat`, degrees north", _placed(lambda p: p.lat)),
    Column("ActionGeo_Long", "number", "`location.lon`, degrees east", _placed(lambda p: p.lon)),
    Column("ActionGeo_FeatureID", "text", "GNS and GNIS numbers are not kept: see `GeoNamesID`"),
]
_ADDED = [
    Column("DATEADDED", "integer", "`processed_at` in UTC, YYYYMMDDHHMMSS", _added),
    Column("SOURCEURL", "text", "`url`", lambda e: e.url),
]
_MORE = [
    Column("Event Type", "text", "`event_type`: of PLOVER, or of the event pack in use", lambda e: e.event_type),
    Column("Event Mode", "text", "`modes`", lambda e: joined(e.modes)),
    Column("Contexts", "text", "`contexts`", lambda e: joined(e.contexts)),
    Column("Actors", "text", "`actors[].name`", lambda e: joined(p.name for p in e.actors)),
    Column("Recipients", "text", "`recipients[].name`", lambda e: joined(p.name for p in e.recipients)),
    Column("Province", "text", "`location.admin1`", _placed(lambda p: p.admin1)),
    Column("GeoNames ID", "integer", "`location.geonames_id`", _placed(lambda p: p.geonames_id)),
    Column("Source", "text", "`source`", lambda e: e.source),
    Column("Publication Date", "date", "the day of `published_at`", lambda e: day(e.published_at)),
]

THEIRS = [
    *_DATES,
    *_actor_columns("Actor1", lambda e: e.actors, "actors"),
    *_actor_columns("Actor2", lambda e: e.recipients, "recipients"),
    *_ACTION,
    *_actor_geo("Actor1"),
    *_actor_geo("Actor2"),
    *_ACTION_GEO,
    *_ADDED,
]
GDELT = [*THEIRS, *(replace(column, name=column.name.replace(" ", "")) for column in [*_MORE, *OWN])]
