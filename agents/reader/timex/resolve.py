"""Resolve a time expression against its reference time, to a TIMEX3 type and value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from agents.reader.timex import date_values, durations
from agents.reader.timex.expression_patterns import Fields
from agents.reader.timex.expressions import Expression
from agents.reader.timex.intervals import TimeInterval, interval_of
from agents.reader.timex.reference_time import ReferenceTime, Unresolved
from streams.contract.missing_reason import MissingReason
from streams.contract.records import DateType, Grain


@dataclass(frozen=True, slots=True)
class Resolved:
    """The TIMEX3 type and value of an expression, or why there is no value (`missing`)."""

    type: DateType
    value: str | None = None
    grain: Grain | None = None
    missing: str | None = None
    interval: TimeInterval | None = None
    """The interval that a later "that day" or "a year earlier" refers to."""


_ON_CALENDAR: dict[str, Callable[[Fields, ReferenceTime], TimeInterval]] = {
    "day": date_values.day,
    "numeric": date_values.numeric,
    "holiday": date_values.holiday,
    "weekday": date_values.weekday,
    "ranked_weekday": date_values.ranked_weekday,
    "weekday_and_day": date_values.weekday_and_day,
    "month": date_values.part_of_year,
    "season": date_values.part_of_year,
    "quarter": date_values.part_of_year,
    "half": date_values.part_of_year,
    "year": date_values.year,
    "decade": date_values.decade,
    "century": date_values.century,
    "relative": date_values.relative,
    "near": date_values.near,
    "clock": date_values.same_day,
    "ago": date_values.ago,
    "apart": date_values.apart,
}


def resolve(expression: Expression, context: ReferenceTime) -> Resolved:
    """Return the type and value of an expression at this point of the article."""
    fields, reading = expression.fields, expression.reading
    if reading == "duration":
        return Resolved("DURATION", durations.duration(fields))
    if reading == "often":
        return Resolved("SET", str(fields["often"]))
    if reading == "set":
        return Resolved("SET", durations.repeated(fields))
    if reading == "ref":
        return Resolved("DATE", str(fields["ref"]))
    if reading in ("ago", "apart") and (vague := durations.vague_distance(fields)):
        return Resolved("DATE", vague)
    if reading == "ago" and (moment := _moment_ago(fields, context)):
        return Resolved("TIME", moment.strftime("%Y-%m-%dT%H:%M"), "time", None, interval_of(moment.date(), "D"))
    time = durations.time_of_day(fields)
    kind: DateType = "TIME" if time else "DATE"
    try:
        interval = _ON_CALENDAR[reading](fields, context)
    except Unresolved as reason:
        return Resolved(kind, missing=str(reason))
    except (ValueError, OverflowError):
        return Resolved(kind, missing=MissingReason.NO_SUCH_DATE)
    return Resolved(kind, interval.value() + time, "time" if time else interval.grain, None, interval)


def _moment_ago(fields: Fields, context: ReferenceTime) -> datetime | None:
    """Return the time that "two hours ago" refers to, if the time of publication is known; else None."""
    step = durations.clock_distance(fields)
    if step is None or context.published is None or not (context.published.hour or context.published.minute):
        return None
    try:
        return context.published + step
    except OverflowError:
        return None
