"""The items of a source: an article to publish, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """A message for `articles.raw`."""

    key: bytes | None
    value: bytes
    origin: str
    """Its origin, for people: `file:line` or an address."""
    doubt: str = ""
    """Why it is no article; it is published nevertheless and becomes a dead letter."""
    lacks_text: bool = field(default=False, compare=False)
    """True for an object without a text: an article may be inside it, or at its address."""


@dataclass(frozen=True, slots=True)
class FailedItem:
    """An item that should be an article but cannot be published."""

    origin: str
    why: str
    too_long: bool = field(default=False, compare=False)
    """True if it is longer than DATELINE_MAX_MESSAGE_BYTES."""


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """An item that is rightly left out: a page without an article, one not to be fetched, one already fed."""

    origin: str
    why: str


Item = FoundArticle | FailedItem | SkippedItem
