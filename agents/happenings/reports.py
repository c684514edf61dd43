"""Convert an event to the report that a happening keeps."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from agents.happenings.rules import rules
from streams.contract.count_claim import CountClaim
from streams.contract.happening import HappeningReport
from streams.contract.records import Event

LARGEST_COUNT = 2**63 - 1
"""Largest number in the 64-bit columns and fields of the exports."""
_pack = msgspec.msgpack.Encoder().encode


def report_of(event: Event) -> HappeningReport:
    """Return the report of an event.

    Raises:
        ValueError: a number of the event is out of range, so that the happening could not be compared or stored.
    """
    _check_place(event)
    _check_counts(event)
    report = HappeningReport(
        event_id=event.event_id,
        article_id=event.article_id,
        source=event.source,
        url=event.url,
        title=event.title,
        agency=event.agency,
        reported_at=event.published_at,
        event_type=event.event_type,
        modes=event.modes,
        quad_class=event.quad_class,
        status=event.status,
        said_by=event.attribution.text if event.attribution else None,
        actors=event.actors,
        recipients=event.recipients,
        date=event.date.value if event.date else None,
        grain=event.date.grain if event.date else None,
        date_source=event.date.source if event.date else None,
        location=event.location,
        magnitude=event.magnitude,
        sentence=event.evidence.sentence[: rules().limits.sentence],
        trigger=event.evidence.trigger,
        confidence=event.confidence,
        story_event_id=event.story_event_id,
        count_claims=_most_claims(event.count_claims),
    )
    try:
        _pack(report)
    except OverflowError as error:
        raise ValueError("a number of the event has more than 64 bits") from error
    return report


def _most_claims(claims: Sequence[CountClaim]) -> list[CountClaim]:
    """Return the first claims of each count with the smallest and the largest one, at most `limits.count_claims`.

    An article gives few; thousands would make every later version of the happening slow and large.
    """
    kept: set[int] = set()
    for slot in {claim.slot for claim in claims}:
        numbers = [n for n, claim in enumerate(claims) if claim.slot == slot]
        ends = min(numbers, key=lambda n: claims[n].min), max(numbers, key=lambda n: claims[n].min)
        kept |= set(list(dict.fromkeys([*ends, *numbers]))[: rules().limits.count_claims])
    return [claims[n] for n in sorted(kept)]


def _check_place(event: Event) -> None:
    place = event.location
    if place is not None and not (abs(place.lat or 0.0) <= 90 and abs(place.lon or 0.0) <= 180):
        raise ValueError(f"{place.lat}, {place.lon} is no place on earth")


def _check_counts(event: Event) -> None:
    stated = [getattr(event.magnitude, slot) for slot in event.magnitude.__struct_fields__]
    for count in (*(count for count in stated if count is not None), *event.count_claims):
        if not 0 <= count.min <= (LARGEST_COUNT if count.max is None else count.max) <= LARGEST_COUNT:
            raise ValueError("a count is negative, too large or not a range")
