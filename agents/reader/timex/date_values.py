"""Dates: the stretch of the calendar that an expression's fields name, each kind by its own reading.

Every reading raises Unresolved with the reason where the article does not say enough, and ValueError or
OverflowError for days that no calendar has.
"""

from __future__ import annotations

from datetime import date, timedelta

from agents.reader.timex import durations
from agents.reader.timex.expression_patterns import Fields
from agents.reader.timex.intervals import TimeInterval, Unit, easter, holding, nth_weekday
from agents.reader.timex.likely_year import distance, in_year, stated_year
from agents.reader.timex.reference_time import ReferenceTime, Unresolved

SEARCHED = 200
"""Days before and after publication among which a weekday with the day of a month is looked for."""
_PARTS: dict[str, tuple[Unit, int]] = {"month": ("M", 1), "season": ("S", 1), "quarter": ("Q", 3), "half": ("H", 6)}


def day(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a day of a month, in the year given or else in the one that tense and nearness suggest."""
    month = int(fields.get("month_number", fields.get("month", 0)))
    dom = int(fields.get("day", fields.get("ordinal", 0)))
    if fields.get("near_W") is not None or fields.get("relative_W") is not None:
        return holding(in_year(fields, context, lambda y: TimeInterval(date(y, month, dom), "D")).start, "W")
    return in_year(fields, context, lambda y: TimeInterval(date(y, month, dom), "D"))


def holiday(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """A day of the year with a name: on a fixed day, on the nth weekday of a month, or so many days from Easter."""
    name, _, rest = str(fields["holiday"]).partition(" ")

    def of(year: int) -> TimeInterval:
        if name == "easter":
            return TimeInterval(easter(year) + timedelta(days=int(rest or 0)), "D")
        month, first, *rank = (-1 if n == "last" else int(n) for n in name.split("-"))
        day = nth_weekday(year, month, first, rank[0]) if rank else date(year, month, first)
        return TimeInterval(day + timedelta(days=int(rest or 0)), "D")

    return in_year(fields, context, of)


def ranked_weekday(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return the nth or last weekday of a month: "the third Saturday of May", "the last Friday of this month"."""
    weekday, rank = int(fields["weekday"]), int(fields["rank"])

    def of(year: int) -> TimeInterval:
        return TimeInterval(nth_weekday(year, int(fields["month"]), weekday, rank), "D")

    if "month" in fields:
        return in_year(fields, context, of)
    month = holding(context.today(), "M").moved(int(fields.get("which", 0))).start
    return TimeInterval(nth_weekday(month.year, month.month, weekday, rank), "D")


def weekday_and_day(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """A weekday with the day of a month that is not named: "Tuesday the 24th" is the nearest that fits the tense."""
    today, dom = context.today(), int(fields["ordinal"])
    near = [today + timedelta(days=n) for n in range(-SEARCHED, SEARCHED + 1)]
    fitting = [d for d in near if d.day == dom and d.isoweekday() == fields["weekday"]]
    if not fitting:
        raise Unresolved("not on the calendar")
    return TimeInterval(min(fitting, key=lambda d: distance(d, today, context.lean)), "D")


def part_of_year(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a month, season, quarter or half of the year."""
    name = next(part for part in _PARTS if part in fields)
    unit, months = _PARTS[name]
    first = int(fields[name]) if months == 1 else (int(fields[name]) - 1) * months + 1
    return in_year(fields, context, lambda y: TimeInterval(date(y, first, 1), unit))


def numeric(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Digits with strokes: month first or day first, whichever is possible; both only where it is near."""
    a, b, y = int(fields["first"]), int(fields["second"]), int(fields["third"])
    y += 0 if y > 99 else 2000 if y < 50 else 1900
    readings = {date(y, m, d) for m, d in ((a, b), (b, a)) if m <= 12}
    if len(readings) > 1:
        readings = {d for d in readings if abs((d - context.today()).days) <= 31}
    if len(readings) != 1:
        raise Unresolved("day and month could be either")
    return TimeInterval(readings.pop(), "D")


def year(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a year."""
    return TimeInterval(date(stated_year(fields, context) or 0, 1, 1), "Y")


def decade(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Ten years with a name: "the 1990s", "the '80s", "the sixties"."""
    first = fields.get("decade", fields.get("decades"))
    return TimeInterval(date(int(first) if first is not None else 1900 + int(fields["decade_short"]), 1, 1), "DE")


def century(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a hundred years; "the 20th century" is written 19, as its years begin."""
    return TimeInterval(date(max(1, (int(fields["ordinal"]) - 1) * 100), 1, 1), "CE")


def weekday(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a day of the week near the day of publication, which itself counts where nothing says otherwise."""
    wanted, today = int(fields["weekday"]), context.today()
    if "relative_W" in fields:
        monday = holding(today, "W").moved(int(fields["relative_W"])).start
        return TimeInterval(monday, "D").moved(wanted - 1)
    if "near" in fields and context.last:
        today = context.last.start
    back = (today.isoweekday() - wanted) % 7
    ahead = (wanted - today.isoweekday()) % 7
    which = fields.get("which", fields.get("near"))
    if which == -1:
        return TimeInterval(today, "D").moved(-(back or 7))
    if which == 1:
        return TimeInterval(today, "D").moved(ahead or 7)
    forward = context.lean >= (0 if which == 0 else 1)
    return TimeInterval(today, "D").moved(ahead if forward else -back)


def relative(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a stretch told from the day of publication: "yesterday", "last week", "this year"."""
    unit, today = _unit(fields), context.today()
    shift = int(fields.get("shift", fields.get("which", fields.get("adverb", 0))))
    if unit == "WE" and shift == 0 and context.lean < 1 and today.isoweekday() < (4 if "which" in fields else 6):
        shift = -1
    return holding(today, unit).moved(shift)


def near(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a stretch told from another that the text names: "that day", "the year-earlier quarter"."""
    unit, shift = _unit(fields), int(fields.get("shift", fields.get("near", 0)))
    if "period" in fields or "quarter" in fields or (unit == "Y" and context.compared and shift == -1):
        return _business_period(fields, context, shift if unit == "Y" else 0)
    reference = context.reference()
    if holding(reference.start, unit).unit != reference.unit and _coarser(reference.unit, unit):
        raise Unresolved("the text names no such date before")
    return holding(reference.start, unit).moved(shift)


def same_day(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return the day of a time that is given alone: the one named last."""
    last = context.last
    return last if last and last.unit == "D" else holding(context.today(), "D")


def ago(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """So many units before (or from) the day of publication; "two years ago today" is that very day."""
    today = context.today()
    found = _apart(fields, context, holding(today, "D"))
    if "exactly" not in fields or found.unit not in ("Y", "M", "W"):
        return found
    day = found.start + timedelta(today.isoweekday() - 1) if found.unit == "W" else found.start.replace(day=today.day)
    return TimeInterval(day.replace(month=today.month) if found.unit == "Y" else day, "D")


def apart(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """So many units before or after the date named last."""
    return _apart(fields, context, context.reference())


def _apart(fields: Fields, context: ReferenceTime, start: TimeInterval) -> TimeInterval:
    times, letter = durations.unit(fields)
    steps = (durations.amount(fields) or 0) * times * int(fields["way"])
    if letter == "Y" and context.compared and steps == -1:
        return context.compared.moved(-4)
    if letter[0] == "T":
        return holding(start.start, "D")
    if steps % 1:
        letter, steps = ("M", steps * 12) if letter == "Y" else ("D", steps * {"W": 7, "M": 30}.get(letter, 1))
    unit: Unit = {"D": "D", "W": "W", "M": "M", "Q": "Q", "Y": "Y"}[letter]  # type: ignore[assignment]
    return holding(start.start, unit).moved(round(steps))


def _business_period(fields: Fields, context: ReferenceTime, years: int) -> TimeInterval:
    """Return the quarter that a business report speaks of, or the one before it."""
    if "quarter" in fields:
        quarter = part_of_year({"quarter": fields["quarter"]}, context)
    elif context.quarter:
        quarter = context.quarter
    else:
        raise Unresolved("the text names no such date before")
    if "year_period" in fields:
        return TimeInterval(quarter.start.replace(year=int(fields["year_period"])), "Q")
    return quarter.moved(4 * years)


def _unit(fields: Fields) -> Unit:
    return fields["span"]  # type: ignore[return-value]


def _coarser(a: Unit, b: Unit) -> bool:
    order = ["D", "WE", "W", "M", "S", "Q", "H", "Y", "DE", "CE"]
    return order.index(a) > order.index(b)
