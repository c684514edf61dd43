"""Set or remove the place or date of an event, with the reason for the change."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from agents.reader.coded_events.coded_event import EventAnalysis
from streams.contract.records import EventDate, Missing, Place


def with_place(analysis: EventAnalysis, place: Place, reason: str) -> EventAnalysis:
    """Return the analysis with this location, and the location no longer among the missing slots."""
    missing = [m for m in analysis.coded.missing if m.slot != "location"]
    coded = msgspec.structs.replace(analysis.coded, location=place, missing=missing)
    return replace(analysis, coded=coded, reasons={**analysis.reasons, "location": reason})


def with_date(analysis: EventAnalysis, day: EventDate, reason: str) -> EventAnalysis:
    """Return the analysis with this date, and the date no longer among the missing slots."""
    missing = [m for m in analysis.coded.missing if m.slot != "date"]
    coded = msgspec.structs.replace(analysis.coded, date=day, missing=missing)
    return replace(analysis, coded=coded, reasons={**analysis.reasons, "date": reason})


def without_date(analysis: EventAnalysis, reason: str) -> EventAnalysis:
    """Return the analysis without a date, and the date among the missing slots."""
    missing = [*analysis.coded.missing, Missing(slot="date", reason=reason)]
    coded = msgspec.structs.replace(analysis.coded, date=None, missing=missing)
    return replace(analysis, coded=coded, reasons={**analysis.reasons, "date": reason})
