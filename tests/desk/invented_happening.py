"""A developing story: a happening built with the production code, with a correction and a denial."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from agents.happenings.folding import Cause, Links, opened, with_copies
from agents.happenings.reports import report_of
from streams.contract.happening import Copy, Correction, Denial, Happening
from streams.contract.records import Count, Event, Magnitude
from tests.desk.invented_events import InventedArticle

TOLLS = ((3, 3), (5, None), (7, 7), (9, 9))


def developing(made: Sequence[InventedArticle]) -> list[InventedArticle]:
    """Return the articles with the first event of each changed to a report of one attack, with a rising toll."""
    first = made[0].events[0]
    told = []
    for one, (low, high) in zip(made, TOLLS, strict=True):
        event = one.events[0]
        at = event.evidence
        count = Count(min=low, max=high, text=at.trigger, field="text", start=at.trigger_start, end=at.trigger_end)
        event = msgspec.structs.replace(
            event, event_type="ASSAULT", quad_class=4, status="asserted", magnitude=Magnitude(killed=count),
            location=first.location and msgspec.structs.replace(first.location, start=at.trigger_start),
            date=first.date,
        )  # fmt: skip
        told.append(InventedArticle(one.article, one.record, (event, *one.events[1:])))
    return told


def invented_happening(events: Sequence[Event]) -> Happening:
    """Return the happening of these events, with a copy, a correction and a denial."""
    last = events[-1]
    made = opened(
        [report_of(event) for event in events],
        Cause(processed_at=last.processed_at, pipeline=last.pipeline),
        Links(follows="hp-before"),
    )
    copy = Copy(article_id="copy-1", source="delta-times", url=None, copy_of=events[0].article_id, reported_at=None)
    origin: dict[str, Any] = {"source": last.source, "article_id": last.article_id, "event_id": last.event_id}
    correction = Correction(
        kind="correction", slot="killed", old_min=5, new_min=7, reported_at=last.published_at, **origin
    )
    denial = Denial(
        said_by="the Red Delta", reported_at=last.published_at, sentence="The Red Delta denied it.", **origin
    )
    return msgspec.structs.replace(with_copies(made, [copy]), corrections=[correction], denials=[denial])
