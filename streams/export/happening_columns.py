"""The columns of a table of happenings, one row per happening."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from streams.contract.happening import CountSummary, Happening, HappeningCounts, HappeningParty
from streams.export.columns import Kind, Value, day, joined


@dataclass(frozen=True, slots=True)
class HappeningColumn:
    """One column; `meaning` describes its values."""

    name: str
    kind: Kind
    meaning: str
    of: Callable[[Happening], Value]


def happening_row(happening: Happening) -> list[Value]:
    """Return the happening as one row of a table."""
    return [column.of(happening) for column in HAPPENINGS]


def _summary(slot: str, field: str) -> Callable[[Happening], Value]:
    def of(happening: Happening) -> Value:
        summary: CountSummary | None = getattr(happening.counts, slot)
        value = getattr(summary, field) if summary else None
        return int(value) if isinstance(value, bool) else value

    return of


def _names(parties: Sequence[HappeningParty]) -> str | None:
    return joined(party.name for party in parties)


def _place(field: str) -> Callable[[Happening], Value]:
    return lambda happening: getattr(happening.location, field) if happening.location else None


_SUMMARIES: list[tuple[str, str, Kind, str]] = [
    ("latest_min", "latest", "integer", "latest claim that is not withdrawn, its minimum"),
    ("latest_max", "latest_most", "integer", "its maximum; null if it is open"),
    ("latest_said_by", "latest_said_by", "text", "who says so in the article; null where the article itself does"),
    ("as_of", "as_of", "text", "when that was reported"),
    ("lowest", "lowest", "integer", "minimum of the claims that are not withdrawn"),
    ("highest", "highest", "integer", "maximum of the claims that are not withdrawn"),
    ("claims", "claims", "integer", "claims that are not withdrawn"),
    ("disputed", "disputed", "integer", "1 if the latest claims of two named speakers contradict each other, else 0"),
]

HAPPENINGS = [
    HappeningColumn("happening_id", "text", "`happening_id`", lambda h: h.happening_id),
    HappeningColumn("version", "integer", "`version` that is in this row", lambda h: h.version),
    HappeningColumn("event_type", "text", "`event_type`", lambda h: h.event_type),
    HappeningColumn("modes", "text", "`modes`", lambda h: joined(h.modes)),
    HappeningColumn("quad_class", "integer", "`quad_class`, PLOVER", lambda h: h.quad_class),
    HappeningColumn("status", "text", "`status`", lambda h: h.status),
    HappeningColumn("confidence", "number", "`confidence`", lambda h: h.confidence),
    HappeningColumn("actors", "text", "names of `actors`", lambda h: _names(h.actors)),
    HappeningColumn("recipients", "text", "names of `recipients`", lambda h: _names(h.recipients)),
    HappeningColumn(
        "day", "date", "`date.value`; null where it is not a day", lambda h: day(h.date.value) if h.date else None
    ),
    HappeningColumn("date_value", "text", "`date.value`, TIMEX3", lambda h: h.date.value if h.date else None),
    HappeningColumn("date_source", "text", "`date.source`", lambda h: h.date.source if h.date else None),
    HappeningColumn("place", "text", "`location.name`", _place("name")),
    HappeningColumn("geonames_id", "integer", "`location.geonames_id`", _place("geonames_id")),
    HappeningColumn("admin1", "text", "`location.admin1`", _place("admin1")),
    HappeningColumn("country", "text", "`location.country`, ISO 3166-1 alpha-3", _place("country")),
    HappeningColumn("lat", "number", "`location.lat`", _place("lat")),
    HappeningColumn("lon", "number", "`location.lon`", _place("lon")),
    HappeningColumn("precision", "text", "`location.precision`", _place("precision")),
    HappeningColumn("place_agreement", "number", "`location.agreement`", _place("agreement")),
    *(
        HappeningColumn(f"{slot}_{name}", kind, f"`counts.{slot}.{field}`: {meaning}", _summary(slot, field))
        for slot in HappeningCounts.__struct_fields__
        for field, name, kind, meaning in _SUMMARIES
    ),
    HappeningColumn("articles", "integer", "`articles`, copies included", lambda h: h.articles),
    HappeningColumn("sources", "integer", "`sources`", lambda h: h.sources),
    HappeningColumn("independent_sources", "integer", "`independent_sources`", lambda h: h.independent_sources),
    HappeningColumn("agencies", "text", "`agencies`", lambda h: joined(h.agencies)),
    HappeningColumn("corrections", "integer", "how many `corrections`", lambda h: len(h.corrections)),
    HappeningColumn("denied_by", "text", "`said_by` of `denials`", lambda h: joined(d.said_by for d in h.denials)),
    HappeningColumn("first_report_at", "text", "`first_report.reported_at`", lambda h: h.first_report.reported_at),
    HappeningColumn("first_source", "text", "`first_report.source`", lambda h: h.first_report.source),
    HappeningColumn("first_url", "text", "`first_report.url`", lambda h: h.first_report.url),
    HappeningColumn("last_report_at", "text", "`last_report.reported_at`", lambda h: h.last_report.reported_at),
    HappeningColumn("sentence", "text", "`evidence.sentence`, the best one", lambda h: h.evidence.sentence),
    HappeningColumn("event_ids", "text", "`event_ids`", lambda h: joined(h.event_ids)),
    HappeningColumn("split_from", "text", "`split_from`", lambda h: h.split_from),
    HappeningColumn("follows", "text", "`follows`", lambda h: h.follows),
]
"""Columns of the table. Happenings that were merged into another have no row."""
