"""The partition of an event: events that may be one happening have the same key and go to one worker."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from agents.happenings.rules import rules
from streams.contract.records import Event


def by_meeting_key(events: Sequence[Event], home: str | None = None) -> dict[str, list[Event]]:
    """Return the events of one article by meeting key, in order.

    `home` is the country of the article's first event with a place; give it if `events` may not be all of them.
    """
    home = home or next((e.location.country for e in events if e.location and e.location.country), None)
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(meeting_key(event, home), []).append(event)
    return found


def meeting_key(event: Event, home: str | None) -> str:
    """Return the key by which the partition is chosen: the family of the type, and a country.

    An event between parties has the first of their countries in alphabetical order, wherever it happens. Any other
    event has the country where it happens, so that a village, its province and its country have one key. An event
    without a place has `home`, the country of the first event of its article with a place, or else that of its parties.
    """
    family = rules().family(event.event_type, event.magnitude)
    place = event.location.country if event.location else None
    parties = min((p.country for p in (*event.actors, *event.recipients) if p.country), default=None)
    between = family in rules().kinds["between"]
    country = (parties or place or home) if between else (place or home or parties)
    return f"{family} {country or ''}"


def partition(key: str, partitions: int) -> int:
    """Return the partition of a meeting key; it is the same on every machine."""
    return zlib.crc32(key.encode("utf-8")) % partitions
