"""Reasons for an article's events. The records do not contain them: the article is read again."""

from __future__ import annotations

from typing import Protocol

import msgspec

from streams.contract.records import Article, Field


class SlotReason(msgspec.Struct, frozen=True):
    """The reason of a slot: its name on the page (`actor`, `where`, `status` …), its value, the reason."""

    slot: str
    value: str
    reason: str


class EventReasons(msgspec.Struct, frozen=True, kw_only=True):
    """The reasons of one event, or of a trigger without an event: `dropped` says why."""

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
    """Reads an article again to give the reasons. `agents.explain` has one; a desk without one shows only records."""

    async def explain(self, article: Article) -> ArticleReasons | None:
        """Return the reasons; None if the article could not be read."""

    async def close(self) -> None:
        """Stop the reader."""
