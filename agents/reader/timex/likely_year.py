"""Year of a date: the stated one, or the likeliest by tense and distance from publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from agents.reader.numbers.numerals import number
from agents.reader.timex.expression_patterns import Fields
from agents.reader.timex.intervals import TimeInterval, interval_of
from agents.reader.timex.reference_time import ReferenceTime, Unresolved
from streams.contract.missing_reason import MissingReason

AGAINST_TENSE = {-1: 4, 0: 1, 1: 2}
"""Tense direction of a sentence (-1 past, 1 future) to the factor by which a date against it must be nearer."""
NEAR = 62
"""Largest distance, in days, of a date from the last one named in an article without a publication date."""


def in_year(fields: Fields, context: ReferenceTime, of: Callable[[int], TimeInterval]) -> TimeInterval:
    """Return the interval `of` the stated year, else of the likeliest year."""
    given = stated_year(fields, context)
    if given is not None:
        return of(given)
    today = context.today() if context.published is not None else _day_named(context)
    choices = []
    for y in range(today.year - 2, today.year + 3):
        try:
            choices.append(of(y))
        except ValueError:  # 29 February
            continue
    if not choices:
        raise Unresolved(MissingReason.NO_SUCH_DATE)
    if context.published is None:
        choices = [c for c in choices if abs((c.start - today).days) <= NEAR]
    if not choices:
        raise Unresolved(context.undated)
    now = interval_of(today, choices[0].unit).start
    if "weekday" in fields:
        choices = [c for c in choices if c.start.isoweekday() == fields["weekday"]] or choices
    which = fields.get("which")
    if which == 0:
        choices = [c for c in choices if c.start.year == now.year]
    elif which in (-1, 1):
        choices = [c for c in choices if (c.start - now).days * which > 0]
    if not choices:
        raise Unresolved(MissingReason.NO_SUCH_DATE)
    return min(choices, key=lambda c: distance(c.start, now, context.lean))


def _day_named(context: ReferenceTime) -> date:
    """Return the last day named in an article without a publication date.

    Raises:
        Unresolved: no day was named.
    """
    return context.last.start if context.last is not None and context.last.unit == "D" else context.today()


def distance(start: date, now: date, lean: int) -> int:
    """Return the days between two dates, multiplied if the first is against the tense of its sentence (`lean`)."""
    days = (start - now).days
    return abs(days) * (AGAINST_TENSE[lean] if days * lean < 0 else 1)


def stated_year(fields: Fields, context: ReferenceTime) -> int | None:
    """Return the year stated in an expression, or None."""
    if "year" in fields:
        return int(fields["year"])
    if "year_words" in fields:
        return _spelled(str(fields["year_words"]))
    if "year_short" in fields:
        short = int(fields["year_short"])
        return short + (2000 if short < 50 else 1900)
    if "relative_Y" in fields:
        return context.today().year + int(fields["relative_Y"])
    if "near_Y" in fields:
        return context.reference().start.year + int(fields["near_Y"])
    return None


def _spelled(words: str) -> int:
    """Return the year spelled out in words: "nineteen ninety-seven", "nineteen oh five", "two thousand and three"."""
    first, _, rest = words.replace("-", " ").replace(" hundred", "").replace(" oh ", " ").partition(" ")
    if first == "two":
        return int(number(words) or 0)
    return int(number(first) or 0) * 100 + int(number(rest) or 0)
