"""Time zones as written after a time of day: offsets, abbreviations, English and IANA names."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

MAX_OFFSET_MINUTES = 15 * 60
"""Maximum offset of a zone from UTC, in minutes; a larger one is an error."""

_OFFSET = re.compile(r"\s*([+\-−])\s?(\d{1,2})(?::?(\d{2}))?(?::?\d{2})?(?![\d:/.-])")
_COMMENT = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]")
_IANA = re.compile(r"\s*([A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_+-]+){1,2})\b")
_NAME = re.compile(r"\s*([A-Za-z]+(?: [A-Za-z]+){0,4} time|[A-Za-z]{1,5})(?![A-Za-z])\.?", re.IGNORECASE)
_CALENDAR = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun", re.IGNORECASE)
"""Beginnings of the names of months and weekdays, which are not zones: `10:00 MARCH 9`."""
_FLAT_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class ZoneText:
    """The zone after a time of day, whether it is unknown, and the number of characters that it takes."""

    zone: tzinfo | None
    unknown: bool
    length: int


def read_zone(text: str, region: str | None) -> ZoneText:
    """Return the zone at the beginning of a text: `+0530`, `GMT+1`, `CEST`, `Eastern Time`, `[Europe/Paris]`.

    An offset has precedence over a name. `region` is the country of the source (ISO 3166-1 alpha-2), which decides
    between the meanings of a shared abbreviation. `unknown` is true for an unknown name and if nothing decides.
    """
    offset: tzinfo | None = None
    named: tzinfo | None = None
    unknown, at = False, 0
    for _ in range(4):
        if offset is None and (found := _OFFSET.match(text, at)):
            offset = _fixed(found[1], found[2], found[3])
            unknown = unknown or offset is None
        elif found := _COMMENT.match(text, at):
            # An explanation of the offset, or the only name of the zone.
            named = named or _named(found[1].strip(), region)
        elif found := _IANA.match(text, at) or _NAME.match(text, at):
            known = _named(found[1], region)
            if known is None and not _looks_like_zone(found[1]):
                break
            named, unknown = named or known, unknown or known is None
        else:
            break
        at = found.end()
    zone = offset or named
    return ZoneText(zone, unknown and zone is None, at)


def _looks_like_zone(word: str) -> bool:
    if _CALENDAR.match(word):
        return False
    return word.upper() in _table().shared or word.lower().endswith(" time") or (word.isupper() and len(word) > 1)


def _named(name: str, region: str | None) -> tzinfo | None:
    key = name.upper()
    if key in _table().zones:
        return _zone(_table().zones[key])
    if shared := _table().shared.get(key):
        written = shared.get(region or "") or shared.get("default")
        return _zone(written) if written else None
    if found := _OFFSET.fullmatch(name.upper().removeprefix("UTC").removeprefix("GMT")):
        return _fixed(found[1], found[2], found[3])
    return _zone(name) if "/" in name else None


def _fixed(sign: str, hours: str, minutes: str | None) -> tzinfo | None:
    total = int(hours) * 60 + int(minutes or 0)
    if total > MAX_OFFSET_MINUTES or int(minutes or 0) > 59:
        return None
    return timezone(timedelta(minutes=total if sign == "+" else -total))


def _zone(written: str) -> tzinfo | None:
    if found := _FLAT_OFFSET.fullmatch(written):
        return _fixed(found[1], found[2], found[3])
    try:
        return ZoneInfo(written)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


class _ZoneTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of `time_zones.toml`: an offset or IANA zone by name in upper case."""

    zones: dict[str, str]
    shared: dict[str, dict[str, str]]
    """Names that several countries use: the zone by country."""


@cache
def _table() -> _ZoneTable:
    text = files("streams.contract").joinpath("time_zones.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _ZoneTable)
