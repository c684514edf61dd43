"""Why an article was read as it was: what reading it again tells, which the records do not hold."""

from __future__ import annotations

from typing import Protocol

import msgspec

from streams.contract.records import Article, Field


class SlotReason(msgspec.Struct, frozen=True):
    """Why a slot is as it is: `slot` as on the page (`actor`, `where`, `status` …), the value it has, the reason."""

    slot: str
    value: str
    reason: str


class EventReasons(msgspec.Struct, frozen=True, kw_only=True):
    """The reasons of one event, or of a trigger that made none: `dropped` says why."""

    event_id: str | None
    event_type: str
    status: str
    confidence: float
    trigger: str
    sentence: str
    field: Field
    start: int
    end: int
    rows: list[SlotReason]
    dropped: str | None


class ArticleReasons(msgspec.Struct, frozen=True, kw_only=True):
    """The reasons of every trigger of an article, in text order."""

    events: list[EventReasons]


class Explainer(Protocol):
    """Reads an article again to say why. The worker's side provides it; a desk without one shows the records alone."""

    async def explain(self, article: Article) -> ArticleReasons | None:
        """The reasons; None where they cannot be had in time."""

    async def close(self) -> None:
        """Stop what reads."""
