"""TIMEX3 values of durations, repetitions and times of day: P2Y, PXD, XXXX-WXX-2, T14:30."""

from __future__ import annotations

import re
from datetime import timedelta

from agents.reader.numbers.numerals import number
from agents.reader.timex.expression_patterns import VAGUE, Fields

_SPANS = {"DE": (10, "Y"), "CE": (100, "Y"), "WE": (1, "W")}


def amount(fields: Fields) -> float | None:
    """Return the number of units; None for "a few", "several" and the like. "A couple" is 2."""
    said = str(fields.get("amount", "several"))
    if said.startswith(("a couple", "couple")):
        return 2
    if said.startswith(("half a", "a half")):
        return 0.5
    if said in VAGUE:
        return None
    value = 1.0 if said == "another" else number(said)
    return value + 0.5 if value is not None and "half_more" in fields else value


def unit(fields: Fields) -> tuple[int, str]:
    """Return the unit as a multiple of a TIMEX3 unit: a decade is (10, "Y"). Units below a day start with T."""
    said = str(fields.get("unit", fields.get("units", "D")))
    digits = re.match(r"\d*", said)
    times = digits[0] if digits else ""
    return int(times or 1), said[len(times) :]


def duration(fields: Fields) -> str:
    """Return the TIMEX3 value of a duration."""
    times, letter = unit(fields)
    clock, letter = ("T", letter[1:]) if letter[0] == "T" else ("", letter)
    many = amount(fields)
    if many is None:
        return f"P{clock}X{letter}"
    many *= times
    if many % 1 == 0.5:
        whole = f"{int(many)}{letter}" if many > 1 else ""
        lower = {"Y": "6M", "H": "30M", "M": "30S" if clock else "15D", "D": "T12H"}.get(letter)
        if lower:
            return f"P{clock}{whole}{lower}"
    return f"P{clock}{many:.15g}{letter}"


def vague_distance(fields: Fields) -> str | None:
    """Return PAST_REF or FUTURE_REF for "years ago", "several days later", "half a decade from now"; else None."""
    if amount(fields) is not None:
        return None
    return "PAST_REF" if fields["way"] == -1 else "FUTURE_REF"


def clock_distance(fields: Fields) -> timedelta | None:
    """Return a distance in hours, minutes or seconds; None for longer units."""
    times, letter = unit(fields)
    many = amount(fields)
    if letter[0] != "T" or many is None:
        return None
    seconds = {"TS": 1, "TM": 60, "TH": 3600}[letter] * times * min(many, 10**6)
    return timedelta(seconds=seconds * int(fields["way"]))


def repeated(fields: Fields) -> str:
    """Return the value of a SET: P1M for "every month", XXXX-WXX-2 for "each Tuesday", XXXX-07 for "each July"."""
    part = f"T{fields['part']}" if "part" in fields else ""
    if "weekday" in fields:
        return f"XXXX-WXX-{fields['weekday']}{part}"
    if "month" in fields:
        return f"XXXX-{fields['month']:02d}"
    if part:
        return f"XXXX-XX-XX{part}"
    times, letter = _SPANS.get(str(fields["span"]), (1, str(fields["span"])))
    return f"P{times}{letter}"


def time_of_day(fields: Fields) -> str:
    """Return the time part of a value: T14:30, T24:00, TMO; an empty string without a time."""
    if "instant" in fields:
        return f"T{fields['instant']}"
    if "hour" not in fields:
        return f"T{fields['part']}" if "part" in fields else ""
    hour, minute = int(fields["hour"]), int(fields.get("minute", 0))
    ampm = str(fields.get("ampm", ""))[:1]
    part = str(fields.get("part", fields.get("late", "")))
    if hour <= 12 and (ampm or part):
        late = ampm == "p" or part in ("AF", "EV", "NI", "night")
        hour = hour % 12 + (12 if late else 0)
    return f"T{hour:02d}:{minute:02d}"
