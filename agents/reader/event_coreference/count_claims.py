"""Count claims: conflicting numbers of one event, each with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import get_args

import msgspec

from agents.reader.coded_events.coded_event import CodedEvent, EventAnalysis
from agents.reader.coded_events.compatibility import overlap
from streams.contract.count_claim import CountClaim, CountSlot
from streams.contract.records import Count

SLOTS: tuple[CountSlot, ...] = get_args(CountSlot)


def with_claims(event: CodedEvent, *claims: CountClaim) -> CodedEvent:
    """Return an event with those claims that its `magnitude` and `attribution` do not already express.

    A slot has claims if its number is from another source than the event's, or if another named source contradicts
    it. A lower number of the article itself is not a claim, since it may be part of a toll.
    """
    found: list[CountClaim] = []
    for slot in SLOTS:
        count = getattr(event.magnitude, slot)
        if count is not None:
            found += _conflicting_claims(count, _source(event), [claim for claim in claims if claim.slot == slot])
    return msgspec.structs.replace(event, count_claims=found)


def joined(
    one: EventAnalysis, other: EventAnalysis, made_of: Callable[[CodedEvent, CodedEvent], CodedEvent]
) -> EventAnalysis:
    """Return the first of two mentions with the event that `made_of` makes of both, and with the claims of both."""
    coded = with_claims(made_of(one.coded, other.coded), *claims_of(one.coded), *claims_of(other.coded))
    return replace(one, coded=coded)


def claims_of(event: CodedEvent) -> Iterator[CountClaim]:
    """Yield the count claims of an event: those listed, and for the other slots its own counts."""
    listed = {claim.slot for claim in event.count_claims}
    yield from event.count_claims
    for slot in SLOTS:
        count = getattr(event.magnitude, slot)
        if count is not None and slot not in listed:
            yield claim(slot, count, _source(event))


def claim(slot: CountSlot, count: Count, said_by: str | None) -> CountClaim:
    """Return a count as the claim of a source; None is the article itself."""
    return CountClaim(
        slot=slot,
        min=count.min,
        max=count.max,
        text=count.text,
        said_by=said_by,
        field=count.field,
        start=count.start,
        end=count.end,
    )


def _conflicting_claims(count: Count, source: str | None, claims: Sequence[CountClaim]) -> list[CountClaim]:
    """Return the claims of one slot in text order; an empty list if the event's source gives the only number."""
    same = [c for c in claims if (c.min, c.max) == (count.min, count.max)]
    if not same:
        return []
    kept = min(same, key=lambda c: (not _is_one(c.said_by, source), c.said_by is None))
    others = {_key(c.said_by): c for c in claims if c.said_by and not _is_one(c.said_by, kept.said_by)}
    apart = [c for c in others.values() if not overlap(c, kept)]
    if not apart and _is_one(kept.said_by, source):
        return []
    return sorted([*apart, kept], key=lambda c: (c.field != "title", c.start))


def _source(event: CodedEvent) -> str | None:
    return event.attribution.text if event.attribution is not None else None


def _is_one(one: str | None, other: str | None) -> bool:
    return _key(one) == _key(other)


def _key(source: str | None) -> str | None:
    return source.casefold().removeprefix("the ") if source is not None else None
