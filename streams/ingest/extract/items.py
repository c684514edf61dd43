"""What a feed yields, one after the other: an article to publish, or why something gave none."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """A message for `articles.raw`."""

    key: bytes | None
    value: bytes
    origin: str
    """Where it was found, for people: `file:line` or an address."""
    doubt: str = ""
    """Why it is no article: it is published as it is all the same, so that the dead letter keeps it."""
    lacks_text: bool = field(default=False, compare=False)
    """It is an object without a text: an article may be inside, or at its address."""


@dataclass(frozen=True, slots=True)
class FailedItem:
    """Something that should have given an article and cannot be published."""

    origin: str
    why: str
    too_long: bool = field(default=False, compare=False)
    """It is longer than DATELINE_MAX_MESSAGE_BYTES."""


@dataclass(frozen=True, slots=True)
class SkippedItem:
    """Something that need not give an article: a page without one, one not to be fetched, one that is known."""

    origin: str
    why: str


Item = FoundArticle | FailedItem | SkippedItem
