"""The items of a source: articles to publish, failures, and skipped items."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """A message for `articles.raw`."""

    key: bytes | None
    value: bytes
    origin: str
    """Where it was found, for messages: `file:line` or an address."""
    doubt: str = ""
    """Why it is not an article; it is published anyway and becomes a dead letter."""
    lacks_text: bool = field(default=False, compare=False)
    """Whether it is an object without a text: an article may be inside it, or at its address."""


@dataclass(frozen=True, slots=True)
class FailedItem:
    """An item that should be an article but cannot be published."""

    origin: str
    why: str
    too_long: bool = field(default=False, compare=False)
    """True if it is longer than DATELINE_MAX_MESSAGE_BYTES."""


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """An item that is left out on purpose: a page without an article, one not to be fetched, one fed before."""

    origin: str
    why: str


Item = FoundArticle | FailedItem | SkippedItem
