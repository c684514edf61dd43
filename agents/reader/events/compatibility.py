"""What two codings must have in common to be taken for one happening, and what they say together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agents.reader.events.coded_event import CodedEvent
from streams.contract.records import Count, EventDate, Magnitude, Participant


def compatible(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    """Whether two lists name somebody in common, or one of them nobody."""
    return not a or not b or bool(keys(a) & keys(b))


def share(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    """Whether two lists have somebody named in common."""
    return bool(entities(a) & entities(b))


def entities(participants: Iterable[Participant]) -> set[str]:
    """The named among participants: "police" or "militants" may be others each time."""
    return {p.entity_id for p in participants if p.entity_id is not None}


def keys(participants: Iterable[Participant]) -> set[str]:
    """What two participants must have in common to be taken for one: the entity, else the words."""
    return {p.entity_id or p.text.casefold().removeprefix("the ") for p in participants}


def agree(a: CodedEvent, b: CodedEvent) -> bool:
    """Whether no date, place or count of one contradicts the other's."""
    if a.date and b.date and a.date.source == b.date.source == "text" and not _contains(a.date.value, b.date.value):
        return False
    if a.location and b.location and a.location.country != b.location.country:
        return False
    counts = ((getattr(a.magnitude, k), getattr(b.magnitude, k)) for k in a.magnitude.__struct_fields__)
    return all(x is None or y is None or _overlap(x, y) for x, y in counts)


def _contains(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _overlap(a: Count, b: Count) -> bool:
    return (b.max is None or a.min <= b.max) and (a.max is None or b.min <= a.max)


def better(a: EventDate | None, b: EventDate | None) -> EventDate | None:
    """The date that says more: one from the text before the day of publication, then the longer value."""
    known = [d for d in (a, b) if d is not None]
    return max(known, key=lambda d: (d.source == "text", len(d.value)), default=None)


def together(a: Magnitude, b: Magnitude) -> Magnitude:
    """The counts of both, those of the first where each has one."""
    return Magnitude(**{k: getattr(a, k) or getattr(b, k) for k in a.__struct_fields__})
