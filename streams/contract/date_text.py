"""Parsing of a publication date as text: time and zone are found first, dateutil parses the rest."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar

from dateutil import parser

from streams.contract.date_context import DateContext, conventions
from streams.contract.date_numbers import is_day, read_digits
from streams.contract.field_warning import WarningReason
from streams.contract.time_zones import read_zone

RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)")

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ISO = re.compile(
    r"\d{4}-?(?:\d\d-?\d\d|W\d\d-?\d)"
    r"(?:[Tt ]\d\d:?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?\s?(?:[Zz]|[+-]\d\d:?\d\d)?)?"
)
_CLOCK = re.compile(
    r"(?<![\d:.])(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:\s?([ap])\.?\s?m\b\.?)?"
    r"|(\d{1,2})(?:\.(\d{2}))?\s?([ap])\.?\s?m\b\.?|(\d{1,2})h(\d{2})\b)",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
_NO_YEAR_SURE = re.compile(r"(?<!\d)\d{1,2}([/.\-])\d{1,2}\1\d{1,2}(?!\d)")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# fmt: off
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^/Date\((\d{9,15})(?:[+-]\d{4})?\)/$"), r"\1"),              # JSON of ASP.NET
    (re.compile(r"\sm=[+-][\d.]+$"), ""),                                      # Go's monotonic clock
    (re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日"), r"\1-\2-\3 "),
    (re.compile(r"^(\d{4}):(\d\d):(\d\d)\b"), r"\1-\2-\3"),                    # EXIF
    (re.compile(r"\b(\d\d)\.(\d\d)\.(\d\d)(?:\.\d+)?(?=\s?[AP]M\b)"), r"\1:\2:\3"),    # Oracle
    (re.compile(r"(?<=\d)T(?=\d{1,2}:)", re.IGNORECASE), " "),
    (re.compile(r"\b([01]\d|2[0-3])([0-5]\d)\s?(?=(?:hrs?|hours|gmt|utc)\b)", re.IGNORECASE), r"\1:\2 "),
    (re.compile(r"(?<=\d)\s?(?:hrs?|hours)\b\.?", re.IGNORECASE), " "),
    (re.compile(r"(?<=\d{4})(,?\s)([01]?\d|2[0-3])\.([0-5]\d)(?=\s?[A-Z]{2,5}\b|$)"), r"\1\2:\3"),    # British papers
)
# fmt: on
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2212", "-"))
_SEPARATORS = re.compile(r"[|•·–—@,;]|\s-\s|\s/\s")
_EARLY, _LATE = datetime(1996, 1, 1), datetime(2004, 2, 2, 23, 59, 59)
"""Defaults with which dateutil fills missing parts: a part that differs in the results was missing. Leap years."""


class UnreadableDate(Exception):
    """A text does not give exactly one date; `reason` says why."""

    def __init__(self, reason: WarningReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class _ManyLanguages(parser.parserinfo):  # type: ignore[misc]
    """dateutil's vocabulary with month names of more languages."""

    MONTHS: ClassVar = [(*names, *conventions().months[n]) for n, names in enumerate(parser.parserinfo.MONTHS)]
    JUMP: ClassVar = [*parser.parserinfo.JUMP, *conventions().fillers]


def read_date_text(text: str, context: DateContext) -> tuple[date | datetime, WarningReason | None]:
    """Return a date or a time (naive if no zone is given), and a warning if its zone is unknown.

    Raises:
        UnreadableDate: the text has an unknown form, or is incomplete or ambiguous.
    """
    text = _plain(text)
    if text.lower() in _none():
        raise UnreadableDate(WarningReason.NO_DATE)
    if _ISO.fullmatch(text):
        try:
            return date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else _iso(text), None
        except ValueError as error:
            raise UnreadableDate(WarningReason.UNKNOWN_DATE_FORM) from error
    for pattern, form in _FORMS:
        text = pattern.sub(form, text)
    if moment := read_digits(text):
        return (moment.date() if is_day(text) else moment), None
    return _words(_publication(text), context)


def _plain(text: str) -> str:
    """Return the text in ASCII digits and hyphens, with single spaces and without quotation marks around it."""
    text = " ".join(unicodedata.normalize("NFKC", text).translate(_HYPHENS).split()).strip("\"'")
    return "".join(str(unicodedata.decimal(char, char)) for char in text)


def _iso(text: str) -> date | datetime:
    moment = datetime.fromisoformat(text.upper().replace(" +", "+").replace(" Z", "Z"))
    return moment if ":" in text or "T" in text.upper() else moment.date()


def _publication(text: str) -> str:
    """Return the part of a text with the publication date, without words before it and a later update."""
    words = conventions()
    text = _weekday_before().sub("", text)
    lead = re.match(rf"(?:{'|'.join(words.lead_words)})\b[\s:]*(?:(?:on|at|am|le|el)\b)?[\s:]*", text, re.IGNORECASE)
    text = text[lead.end() :] if lead else text
    ends = "|".join([*words.change_words, *words.end_words])
    changed = re.search(rf"\b(?:{ends})\b", text, re.IGNORECASE)
    return text[: changed.start()].rstrip(" ([|-,;") if changed and changed.start() > 6 else text


def _words(text: str, context: DateContext) -> tuple[date | datetime, WarningReason | None]:
    clock = _CLOCK.search(text)
    if not clock:
        return _parsed(text, context).date(), None
    zone = read_zone(text[clock.end() :], context.region)
    rest = f"{text[: clock.start()]} {text[clock.end() + zone.length :]}"
    moment = _parsed(f"{_SEPARATORS.sub(' ', rest)} {_clock(clock)}", context)
    if zone.unknown:
        return moment.date(), WarningReason.UNKNOWN_TIME_ZONE
    return moment.replace(tzinfo=zone.zone), None


def _clock(found: re.Match[str]) -> str:
    """Return a time of day for dateutil; "pm" after a 24-hour time is dropped."""
    hour, minute = found[1] or found[5] or found[8], found[2] or found[6] or found[9] or "00"
    half = (found[4] or found[7] or "").lower() if 0 < int(hour) <= 12 else ""
    return f"{hour}:{minute}:{found[3] or '00'}{f' {half}m' if half else ''}"


def _parsed(text: str, context: DateContext) -> datetime:
    text = _SEPARATORS.sub(" ", text).strip(" .:-()[]")
    order = _day_first(text, context)
    try:
        early, late = (_parser().parse(text, default=gap, dayfirst=order, ignoretz=True) for gap in (_EARLY, _LATE))
    except (ValueError, OverflowError, AssertionError, ArithmeticError) as error:
        raise UnreadableDate(WarningReason.UNKNOWN_DATE_FORM) from error
    if early.date() != late.date():
        raise UnreadableDate(WarningReason.INCOMPLETE_DATE)
    return datetime(*early.timetuple()[:6])


def _day_first(text: str, context: DateContext) -> bool:
    """Return whether the day precedes the month in a date of three numbers with the year last.

    Raises:
        UnreadableDate: the order is ambiguous.
    """
    found = _FIGURES.search(text)
    if not found:
        if _NO_YEAR_SURE.search(text):
            raise UnreadableDate(WarningReason.AMBIGUOUS_DATE)
        return False
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if first > 12 or second > 12 or first == second:
        return first > 12
    # Numbers separated by full stops are always day first.
    if found[2] == ".":
        return True
    if (order := _by_weekday(text, first, second, year)) is not None:
        return order
    if context.day_first is None:
        raise UnreadableDate(WarningReason.AMBIGUOUS_DATE)
    return context.day_first


def _by_weekday(text: str, first: int, second: int, year: int) -> bool | None:
    """Return whether the first number is the day, if a weekday fits only one order; else None."""
    weekday = _WEEKDAY.search(text)
    if not weekday or not year:
        return None
    wanted = _DAYS.index(weekday[1].lower())
    day_first = date(year, second, first).weekday() == wanted
    month_first = date(year, first, second).weekday() == wanted
    return day_first if day_first != month_first else None


@cache
def _weekday_before() -> re.Pattern[str]:
    """Return the pattern of a weekday in any language: a short word before a day and a month ("mar. 10 mars")."""
    months = "|".join(re.escape(name) for names in _ManyLanguages.MONTHS for name in names)
    return re.compile(rf"^[^\W\d_]{{2,4}}\.?,?\s+(?=\d{{1,2}}\.?\s+(?:de\s+)?(?:{months})\b)", re.IGNORECASE)


@cache
def _parser() -> Any:
    return parser.parser(_ManyLanguages())


@cache
def _none() -> frozenset[str]:
    return frozenset(conventions().none)
