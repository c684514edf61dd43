"""The partition of an event: events that may be one happening have the same key and go to one worker."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from agents.happenings.rules import rules
from streams.contract.records import Event


def by_meeting_key(events: Sequence[Event]) -> dict[str, list[Event]]:
    """Return the events of one article by meeting key, in order."""
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(meeting_key(event), []).append(event)
    return found


def meeting_key(event: Event) -> str:
    """Return the key by which the partition is chosen: the family of the type.

    No place and no party is in it, since one of two reports of a happening often names neither.
    """
    return rules().family(event.event_type, event.magnitude)


def partition(key: str, partitions: int) -> int:
    """Return the partition of a meeting key; it is the same on every machine."""
    return zlib.crc32(key.encode("utf-8")) % partitions
