"""Numbers side by side: who gives which, where mentions that became one record do not all have one sayer's number."""

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
    """Return an event with the claims of its counts that its `magnitude` and `attribution` do not tell.

    A slot has them where its number is another's than who the event is attributed to, or where another who is named
    contradicts it. A lower number of the article's own is no claim beside it: parts of a toll are told so.
    """
    found: list[CountClaim] = []
    for slot in SLOTS:
        count = getattr(event.magnitude, slot)
        if count is not None:
            found += _beside(count, _sayer(event), [claim for claim in claims if claim.slot == slot])
    return msgspec.structs.replace(event, count_claims=found)


def joined(
    one: EventAnalysis, other: EventAnalysis, made_of: Callable[[CodedEvent, CodedEvent], CodedEvent]
) -> EventAnalysis:
    """Return the first of two mentions with what both make, and with who gives which number."""
    coded = with_claims(made_of(one.coded, other.coded), *claims_of(one.coded), *claims_of(other.coded))
    return replace(one, coded=coded)


def claims_of(event: CodedEvent) -> Iterator[CountClaim]:
    """Yield what an event claims: what is listed, and of the other slots its own numbers."""
    listed = {claim.slot for claim in event.count_claims}
    yield from event.count_claims
    for slot in SLOTS:
        count = getattr(event.magnitude, slot)
        if count is not None and slot not in listed:
            yield claim(slot, count, _sayer(event))


def claim(slot: CountSlot, count: Count, said_by: str | None) -> CountClaim:
    """Return a count as what somebody claims."""
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


def _beside(count: Count, sayer: str | None, claims: Sequence[CountClaim]) -> list[CountClaim]:
    """The claims of one slot in the order of the text, or none where one sayer gives the count that is published."""
    same = [c for c in claims if (c.min, c.max) == (count.min, count.max)]
    if not same:
        return []
    kept = min(same, key=lambda c: (not _is_one(c.said_by, sayer), c.said_by is None))
    others = {_key(c.said_by): c for c in claims if c.said_by and not _is_one(c.said_by, kept.said_by)}
    apart = [c for c in others.values() if not overlap(c, kept)]
    if not apart and _is_one(kept.said_by, sayer):
        return []
    return sorted([*apart, kept], key=lambda c: (c.field != "title", c.start))


def _sayer(event: CodedEvent) -> str | None:
    return event.attribution.text if event.attribution is not None else None


def _is_one(one: str | None, other: str | None) -> bool:
    return _key(one) == _key(other)


def _key(sayer: str | None) -> str | None:
    return sayer.casefold().removeprefix("the ") if sayer is not None else None
