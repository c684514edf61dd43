"""Compatibility of two coded events: whether their slots contradict each other, and their merged values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from agents.reader.coded_events.coded_event import CodedEvent
from streams.contract.count_claim import CountClaim
from streams.contract.detail import Detail
from streams.contract.records import Count, EventDate, Magnitude, Participant, Place

EARTH_RADIUS_KM = 6371.0
SAME_PLACE_KM = 40.0
"""Largest distance between two places of one happening: a village and the town named in the next paragraph."""
PRECISIONS = ("exact", "city", "admin2", "admin1", "region", "country", None)
"""Precisions of a place, finest first."""
_POINTS = PRECISIONS[:2]
_DATED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T|$)")
"""A TIMEX3 year, month, day or time; not a week."""
_MONTH = re.compile(r"\d{4}(-\d\d)?")
_AMONG = (
    "of those killed",
    "of the dead",
    "of the victims",
    "among the dead",
    "among those killed",
    "among the victims",
)
THINGS = ("measure", "product", "score", "percentage", "hazard")
"""Names of details by which two events of one type are distinguished."""
_SMALL = frozenset({"the", "this", "that", "these", "those", "a", "an", "of", "in", "its", "their"})


def compatible(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    """Return whether two lists share a participant, or one of them is empty."""
    return not a or not b or bool(keys(a) & keys(b))


def keys(participants: Iterable[Participant]) -> set[str]:
    """Return keys that identify participants: the entity id, else the text in lower case without "the"."""
    return {p.entity_id or p.text.casefold().removeprefix("the ") for p in participants}


def agree(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether no date, country, count or distinguishing detail of one event contradicts the other's."""
    if other_thing(a, b):
        return False
    if a.date and b.date and a.date.source == b.date.source == "text" and not _contains(a.date.value, b.date.value):
        return False
    if is_older(a.date, b.date):
        return False
    if a.location and b.location and a.location.country != b.location.country:
        return False
    counts = ((getattr(a.magnitude, k), getattr(b.magnitude, k)) for k in a.magnitude.__struct_fields__)
    return all(x is None or y is None or overlap(x, y) for x, y in counts)


def is_older(a: EventDate | None, b: EventDate | None) -> bool:
    """Return whether one date is the day of publication and the other, stated in the text, is months before it."""
    if a is None or b is None or a.source == b.source:
        return False
    news, told = (a, b) if a.source == "published_at" else (b, a)
    found = _DATED.match(told.value)
    if found is None:
        return False
    year, month, day = found.groups()
    months = (int(news.value[:4]) - int(year)) * 12 + int(news.value[5:7]) - int(month or 12)
    return months > 1 or (months == 1 and day is not None and int(day) < int(news.value[8:10]))


def _contains(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def overlap(a: Count | CountClaim, b: Count | CountClaim) -> bool:
    """Return whether two counts can be the same number: their closed ranges overlap."""
    return (b.max is None or a.min <= b.max) and (a.max is None or b.min <= a.max)


def more_specific_date(a: EventDate | None, b: EventDate | None) -> EventDate | None:
    """Return the more specific date of an event (`a`) and of another mention of it (`b`); `a` if they contradict.

    A year alone is not used for an event without a date: it mostly belongs to something recalled or expected.
    """
    if b is None or b.source != "text":
        return a or b
    if a is None:
        return b
    if a.source != "text":
        return b if len(b.value) > len("2026") else a
    return b if len(b.value) > len(a.value) and _lies_in(b.value, a.value) else a


def _lies_in(day: str, interval: str) -> bool:
    """Return whether a TIMEX3 day lies in a year, month or week."""
    if "-W" not in interval:
        return day.startswith(interval)
    try:
        year, week, _ = date.fromisoformat(day[:10]).isocalendar()
    except ValueError:
        return False
    return interval[: len("2026-W10")] == f"{year:04d}-W{week:02d}"


def more_precise(a: Place | None, b: Place | None) -> Place | None:
    """Return the more precise of two places if one may lie in the other, else the first."""
    if a is None or b is None:
        return a or b
    return b if places_agree(a, b) is not False and PRECISIONS.index(b.precision) < PRECISIONS.index(a.precision) else a


def combined_counts(a: Magnitude, b: Magnitude) -> Magnitude:
    """Return the counts of both. Of two values the higher is kept, since texts give partial tolls besides the total."""
    return Magnitude(**{k: _higher(getattr(a, k), getattr(b, k)) for k in a.__struct_fields__})


def _higher(a: Count | None, b: Count | None) -> Count | None:
    return max((count for count in (a, b) if count is not None), key=lambda count: count.min, default=None)


def completed(coded: CodedEvent, other: CodedEvent) -> CodedEvent:
    """Return an event completed with the date, place and counts of another mention of the same happening."""
    date, location = more_specific_date(coded.date, other.date), more_precise(coded.location, other.location)
    filled = {"date": date, "location": location}
    return msgspec.structs.replace(
        coded,
        date=date,
        location=location,
        magnitude=combined_counts(coded.magnitude, other.magnitude),
        missing=[m for m in coded.missing if not filled.get(m.slot)],
    )


def other_thing(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether both have distinguishing details and share none of a name: another product, another match."""
    for name in THINGS:
        mine, theirs = ({_named(d) for d in coded.details if d.name == name} for coded in (a, b))
        if mine and theirs and not any(one & other for one in mine for other in theirs):
            return True
    return False


def _named(detail: Detail) -> frozenset[str]:
    """Return a key that identifies a detail: its numbers, or its words in lower case."""
    words = detail.text.lower().replace("'s", "").replace("’s", "").split()
    return frozenset(map(str, detail.values)) or frozenset(words) - _SMALL


def days_agree(a: EventDate | None, b: EventDate | None) -> bool | None:
    """Return whether two dates stated in the text are the same; None if one is unknown or contains the other."""
    if is_older(a, b):
        return False
    if a is None or b is None or a.source != "text" or b.source != "text":
        return None
    one, other = a.value[:10], b.value[:10]
    if one == other:
        return True
    if "W" in one + other:
        return False if abs(int(one[:4]) - int(other[:4])) > 1 else None
    return None if _contains(one, other) else False


def places_agree(a: Place | None, b: Place | None) -> bool | None:
    """Return whether two places are the same or within `SAME_PLACE_KM`; None if unknown or one may hold the other."""
    if a is None or b is None:
        return None
    if a.country and b.country and a.country != b.country:
        return False
    if (a.geonames_id is not None and a.geonames_id == b.geonames_id) or (a.name and a.name == b.name):
        return True
    points = (a.lat, a.lon, b.lat, b.lon)
    if a.precision not in _POINTS or b.precision not in _POINTS or None in points:
        return None
    if a.name and b.name and (a.name == b.admin1 or b.name == a.admin1):
        return None  # "in Idlib" may be in the region of that name
    return _kilometres(*(p for p in points if p is not None)) < SAME_PLACE_KM


def counts_agree(a: Magnitude, b: Magnitude) -> bool | None:
    """Return True if a count is stated by both and equal, False if two contradict; None if none can be compared."""
    same = None
    for kind in a.__struct_fields__:
        x, y = getattr(a, kind), getattr(b, kind)
        if x is None or y is None:
            continue
        if not overlap(x, y):
            return False
        if x.min == y.min:
            same = True
    return same


def is_one_mention(a: Place | None, b: Place | None) -> bool:
    """Return whether two events have their place from the same characters of the text."""
    return a is not None and b is not None and (a.field, a.start) == (b.field, b.start)


def brings_a_month(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether the later mention has only a month or year and the earlier one no date from the text."""
    undated = a.date is None or a.date.source != "text"
    return undated and b.date is not None and b.date.source == "text" and _MONTH.fullmatch(b.date.value) is not None


def is_part_of_toll(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether the later toll is part of the earlier one ("killed 110 people", "of those killed, 9 were …")."""
    all_killed, some = a.magnitude.killed, b.magnitude.killed
    named = any(p.text.casefold().startswith("the ") for p in b.recipients)
    of_them = b.evidence.sentence.casefold().startswith(_AMONG)
    return (named or of_them) and all_killed is not None and some is not None and some.min < all_killed.min


def others_count_otherwise(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether two events are attributed to different sources whose numbers contradict each other."""
    if a.attribution is None or b.attribution is None:
        return False
    same = a.attribution.text.casefold() == b.attribution.text.casefold()
    return not same and counts_agree(a.magnitude, b.magnitude) is False


def _kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance in kilometres of two points in degrees, by the haversine formula."""
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    h = math.sin((other_phi - phi) / 2) ** 2
    h += math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(h))
