"""Subscribing from Python: typed records, each once, from the offsets of a group or from a time.

    from streams.subscribe import Rule, subscribe

    with subscribe("events", group="my-app", where=Rule(type=["ASSAULT"], min_confidence=0.7)) as events:
        for event in events:
            print(event.event_id, event.evidence.sentence)

`what` is `events`, the name of a route, `happenings` (or the class `Happening`), `enriched`, `dead`, or `outcomes`
(enriched articles and dead letters together). A record counts as processed when the next one is requested: after a
crash or a `break` it is delivered again. Repeats among the last `remember` records are dropped by id; an amended record
with the same id is returned. A message that is not such a record is skipped and logged.
"""

from __future__ import annotations

from typing import Any, Literal, Unpack, overload

from streams.contract.happening import Happening
from streams.contract.records import EnrichedArticle, Event
from streams.contract.topics import HAPPENINGS
from streams.routing.rule import Rule
from streams.subscribe.asynchronous import AsyncSubscription
from streams.subscribe.blocking import Subscription
from streams.subscribe.options import Options, plan
from streams.subscribe.record_types import DeadLetter

__all__ = [
    "AsyncSubscription",
    "DeadLetter",
    "Happening",
    "Options",
    "Rule",
    "Subscription",
    "subscribe",
    "subscribe_async",
]


@overload
def subscribe(  # type: ignore[overload-overlap]
    what: Literal["enriched"], **options: Unpack[Options]
) -> Subscription[EnrichedArticle]: ...
@overload
def subscribe(  # type: ignore[overload-overlap]
    what: Literal["dead"], **options: Unpack[Options]
) -> Subscription[DeadLetter]: ...
@overload
def subscribe(  # type: ignore[overload-overlap]
    what: Literal["outcomes"], **options: Unpack[Options]
) -> Subscription[EnrichedArticle | DeadLetter]: ...
@overload
def subscribe(  # type: ignore[overload-overlap]
    what: Literal["happenings"] | type[Happening], **options: Unpack[Options]
) -> Subscription[Happening]: ...
@overload
def subscribe(what: str = "events", **options: Unpack[Options]) -> Subscription[Event]: ...
def subscribe(what: str | type[Happening] = "events", **options: Unpack[Options]) -> Subscription[Any]:
    """Return a connected subscription: iterate over it, and close it or use it as a context manager.

    Raises:
        Misconfigured: an option is wrong, or a topic does not exist.
        Transient: no broker answers, or one refuses; also raised while iterating.
    """
    return Subscription(plan(_name(what), options))


@overload
def subscribe_async(  # type: ignore[overload-overlap]
    what: Literal["enriched"], **options: Unpack[Options]
) -> AsyncSubscription[EnrichedArticle]: ...
@overload
def subscribe_async(  # type: ignore[overload-overlap]
    what: Literal["dead"], **options: Unpack[Options]
) -> AsyncSubscription[DeadLetter]: ...
@overload
def subscribe_async(  # type: ignore[overload-overlap]
    what: Literal["outcomes"], **options: Unpack[Options]
) -> AsyncSubscription[EnrichedArticle | DeadLetter]: ...
@overload
def subscribe_async(  # type: ignore[overload-overlap]
    what: Literal["happenings"] | type[Happening], **options: Unpack[Options]
) -> AsyncSubscription[Happening]: ...
@overload
def subscribe_async(what: str = "events", **options: Unpack[Options]) -> AsyncSubscription[Event]: ...
def subscribe_async(what: str | type[Happening] = "events", **options: Unpack[Options]) -> AsyncSubscription[Any]:
    """Return a subscription for asyncio: `async with subscribe_async(…) as events: async for event in events: …`."""
    return AsyncSubscription(plan(_name(what), options))


def _name(what: str | type[Happening]) -> str:
    return what if isinstance(what, str) else HAPPENINGS
