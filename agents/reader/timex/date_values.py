"""The calendar interval of a date expression; one function per kind of expression.

Each function takes the expression's fields and the reference time. It raises `Unresolved` with the reason if the
article does not say enough, and ValueError or OverflowError for a day that is not on the calendar.
"""

from __future__ import annotations

from datetime import date, timedelta

from agents.reader.timex import durations
from agents.reader.timex.expression_patterns import Fields
from agents.reader.timex.intervals import TimeInterval, Unit, easter, interval_of, nth_weekday
from agents.reader.timex.likely_year import distance, in_year, stated_year
from agents.reader.timex.reference_time import ReferenceTime, Unresolved
from streams.contract.missing_reason import MissingReason

SEARCHED = 200
"""Number of days before and after publication that are searched for a weekday with a day of the month."""
_PARTS: dict[str, tuple[Unit, int]] = {"month": ("M", 1), "season": ("S", 1), "quarter": ("Q", 3), "half": ("H", 6)}


def day(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a day of a month, in the stated year, else in the likeliest by tense and distance."""
    month = int(fields.get("month_number", fields.get("month", 0)))
    dom = int(fields.get("day", fields.get("ordinal", 0)))
    if fields.get("near_W") is not None or fields.get("relative_W") is not None:
        return interval_of(in_year(fields, context, lambda y: TimeInterval(date(y, month, dom), "D")).start, "W")
    return in_year(fields, context, lambda y: TimeInterval(date(y, month, dom), "D"))


def holiday(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a holiday: on a fixed day, on the nth weekday of a month, or a number of days from Easter."""
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
    month = interval_of(context.today(), "M").moved(int(fields.get("which", 0))).start
    return TimeInterval(nth_weekday(month.year, month.month, weekday, rank), "D")


def weekday_and_day(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a weekday with a day of an unnamed month ("Tuesday the 24th"): the nearest that fits the tense."""
    today, dom = context.today(), int(fields["ordinal"])
    near = [today + timedelta(days=n) for n in range(-SEARCHED, SEARCHED + 1)]
    fitting = [d for d in near if d.day == dom and d.isoweekday() == fields["weekday"]]
    if not fitting:
        raise Unresolved(MissingReason.NO_SUCH_DATE)
    return TimeInterval(min(fitting, key=lambda d: distance(d, today, context.lean)), "D")


def part_of_year(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a month, season, quarter or half of the year."""
    name = next(part for part in _PARTS if part in fields)
    unit, months = _PARTS[name]
    first = int(fields[name]) if months == 1 else (int(fields[name]) - 1) * months + 1
    return in_year(fields, context, lambda y: TimeInterval(date(y, first, 1), unit))


def numeric(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a date in digits with slashes, month or day first as is possible; if both are, the one near enough."""
    a, b, y = int(fields["first"]), int(fields["second"]), int(fields["third"])
    y += 0 if y > 99 else 2000 if y < 50 else 1900
    readings = {date(y, m, d) for m, d in ((a, b), (b, a)) if m <= 12}
    if len(readings) > 1:
        readings = {d for d in readings if abs((d - context.today()).days) <= 31}
    if len(readings) != 1:
        raise Unresolved(MissingReason.AMBIGUOUS_DATE)
    return TimeInterval(readings.pop(), "D")


def year(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return the stated year."""
    return TimeInterval(date(stated_year(fields, context) or 0, 1, 1), "Y")


def decade(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a decade: "the 1990s", "the '80s", "the sixties"."""
    first = fields.get("decade", fields.get("decades"))
    return TimeInterval(date(int(first) if first is not None else 1900 + int(fields["decade_short"]), 1, 1), "DE")


def century(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a century; the value of "the 20th century" is 19, the first digits of its years."""
    return TimeInterval(date(max(1, (int(fields["ordinal"]) - 1) * 100), 1, 1), "CE")


def weekday(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return a day of the week near the day of publication, which is included unless the text excludes it."""
    wanted, today = int(fields["weekday"]), context.today()
    if "relative_W" in fields:
        monday = interval_of(today, "W").moved(int(fields["relative_W"])).start
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
    """Return an interval relative to the day of publication: "yesterday", "last week", "this year"."""
    unit, today = _unit(fields), context.today()
    shift = int(fields.get("shift", fields.get("which", fields.get("adverb", 0))))
    if unit == "WE" and shift == 0 and context.lean < 1 and today.isoweekday() < (4 if "which" in fields else 6):
        shift = -1
    return interval_of(today, unit).moved(shift)


def near(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return an interval relative to the last one named: "that day", "the year-earlier quarter"."""
    unit, shift = _unit(fields), int(fields.get("shift", fields.get("near", 0)))
    if "period" in fields or "quarter" in fields or (unit == "Y" and context.compared and shift == -1):
        return _business_period(fields, context, shift if unit == "Y" else 0)
    reference = context.reference()
    if interval_of(reference.start, unit).unit != reference.unit and _coarser(reference.unit, unit):
        raise Unresolved(MissingReason.NO_EARLIER_DATE)
    return interval_of(reference.start, unit).moved(shift)


def same_day(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return the day of a time without a date: the last one named."""
    last = context.last
    return last if last and last.unit == "D" else interval_of(context.today(), "D")


def ago(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return the interval a number of units before or after publication; "two years ago today" is an exact day."""
    today = context.today()
    found = _apart(fields, context, interval_of(today, "D"))
    if "exactly" not in fields or found.unit not in ("Y", "M", "W"):
        return found
    day = found.start + timedelta(today.isoweekday() - 1) if found.unit == "W" else found.start.replace(day=today.day)
    return TimeInterval(day.replace(month=today.month) if found.unit == "Y" else day, "D")


def apart(fields: Fields, context: ReferenceTime) -> TimeInterval:
    """Return the interval a number of units before or after the date named last."""
    return _apart(fields, context, context.reference())


def _apart(fields: Fields, context: ReferenceTime, start: TimeInterval) -> TimeInterval:
    times, letter = durations.unit(fields)
    steps = (durations.amount(fields) or 0) * times * int(fields["way"])
    if letter == "Y" and context.compared and steps == -1:
        return context.compared.moved(-4)
    if letter[0] == "T":
        return interval_of(start.start, "D")
    if steps % 1:
        letter, steps = ("M", steps * 12) if letter == "Y" else ("D", steps * {"W": 7, "M": 30}.get(letter, 1))
    unit: Unit = {"D": "D", "W": "W", "M": "M", "Q": "Q", "Y": "Y"}[letter]  # type: ignore[assignment]
    return interval_of(start.start, unit).moved(round(steps))


def _business_period(fields: Fields, context: ReferenceTime, years: int) -> TimeInterval:
    """Return the quarter that a business report is about, or the one before it."""
    if "quarter" in fields:
        quarter = part_of_year({"quarter": fields["quarter"]}, context)
    elif context.quarter:
        quarter = context.quarter
    else:
        raise Unresolved(MissingReason.NO_EARLIER_DATE)
    if "year_period" in fields:
        return TimeInterval(quarter.start.replace(year=int(fields["year_period"])), "Q")
    return quarter.moved(4 * years)


def _unit(fields: Fields) -> Unit:
    return fields["span"]  # type: ignore[return-value]


def _coarser(a: Unit, b: Unit) -> bool:
    order = ["D", "WE", "W", "M", "S", "Q", "H", "Y", "DE", "CE"]
    return order.index(a) > order.index(b)
