"""What a time expression means: its fields read against the publication date, as a TIMEX3 type and value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from agents.reader.timex import dates, lengths
from agents.reader.timex.calendar import Stretch, holding
from agents.reader.timex.context import Context, Unresolved
from agents.reader.timex.grammar import Expression
from agents.reader.timex.lexicon import Fields
from streams.records import DateType, Grain


@dataclass(frozen=True, slots=True)
class Resolved:
    """A time expression's meaning, or the reason why it has none."""

    type: DateType
    value: str | None = None
    grain: Grain | None = None
    missing: str | None = None
    stretch: Stretch | None = None
    """The stretch of the calendar that a later "that day" or "a year earlier" refers to."""


_ON_CALENDAR: dict[str, Callable[[Fields, Context], Stretch]] = {
    "day": dates.day,
    "numeric": dates.numeric,
    "holiday": dates.holiday,
    "weekday": dates.weekday,
    "month": dates.part_of_year,
    "season": dates.part_of_year,
    "quarter": dates.part_of_year,
    "half": dates.part_of_year,
    "year": dates.year,
    "decade": dates.decade,
    "century": dates.century,
    "relative": dates.relative,
    "near": dates.near,
    "clock": dates.same_day,
    "ago": dates.ago,
    "apart": dates.apart,
}


def resolve(expression: Expression, context: Context) -> Resolved:
    """The meaning of an expression where it stands."""
    fields, reading = expression.fields, expression.reading
    if reading == "duration":
        return Resolved("DURATION", lengths.duration(fields))
    if reading == "often":
        return Resolved("SET", str(fields["often"]))
    if reading == "set":
        return Resolved("SET", lengths.repeated(fields))
    if reading == "ref":
        return Resolved("DATE", str(fields["ref"]))
    if reading in ("ago", "apart") and (vague := lengths.vague_distance(fields)):
        return Resolved("DATE", vague)
    if reading == "ago" and (moment := _moment_ago(fields, context)):
        return Resolved("TIME", moment.strftime("%Y-%m-%dT%H:%M"), "time", None, holding(moment.date(), "D"))
    time = lengths.time_of_day(fields)
    kind: DateType = "TIME" if time else "DATE"
    try:
        stretch = _ON_CALENDAR[reading](fields, context)
    except Unresolved as reason:
        return Resolved(kind, missing=str(reason))
    except (ValueError, OverflowError):
        return Resolved(kind, missing="not on the calendar")
    return Resolved(kind, stretch.value() + time, "time" if time else stretch.grain, None, stretch)


def _moment_ago(fields: Fields, context: Context) -> datetime | None:
    """The moment that "two hours ago" points to, where the article says at what time it was published."""
    step = lengths.clock_distance(fields)
    if step is None or context.published is None or not (context.published.hour or context.published.minute):
        return None
    try:
        return context.published + step
    except OverflowError:
        return None
