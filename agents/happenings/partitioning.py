"""Which events must meet at one worker: those that may be one happening have the same key."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from agents.happenings.rules import rules
from streams.contract.records import Event


def by_meeting_key(events: Sequence[Event], home: str | None = None) -> dict[str, list[Event]]:
    """The events of one article by meeting key, in order.

    `home` is the country of the article's first event with a place, where these may not be all of its events.
    """
    home = home or next((e.location.country for e in events if e.location and e.location.country), None)
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(meeting_key(event, home), []).append(event)
    return found


def meeting_key(event: Event, home: str | None) -> str:
    """What the partition is chosen by: the family of the type, and a country.

    What happens between parties meets by the country of theirs that is first in the alphabet, wherever it happens.
    Anything else meets by the country where it happens, so that a village meets the province and the country that
    hold it. An event without a place goes with `home`, the country of the first event of its article that has one;
    else with its parties.
    """
    family = rules().family(event.event_type, event.magnitude)
    place = event.location.country if event.location else None
    parties = min((p.country for p in (*event.actors, *event.recipients) if p.country), default=None)
    between = family in rules().kinds["between"]
    country = (parties or place or home) if between else (place or home or parties)
    return f"{family} {country or ''}"


def partition(key: str, partitions: int) -> int:
    """The partition of a meeting key: the same on every machine."""
    return zlib.crc32(key.encode("utf-8")) % partitions
