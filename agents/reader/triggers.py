"""Which words of an article report an event, and of which type: the ontology's patterns at work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agents.reader.page import Page

Role = Literal[
    "subject", "object", "to", "against", "with", "by", "of", "from", "between", "for", "possessor", "none"
]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A stretch of tokens that reports an event, before its slots are filled."""

    passage: int
    """Index into `page.passages`."""
    start: int
    end: int
    """Token range in the passage's Doc, end exclusive; need not be one phrase's all words."""
    head: int
    """The token that governs the slots: the verb, or the event noun."""
    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    cameo: str | None
    ontology: str
    pattern: str
    """The id of the pattern that fired, for `explain`."""
    score: float
    """0…1: how sure the pattern is by itself."""
    status: str | None = None
    """A status that the pattern itself implies ("denied attacking"), else None."""


def find_triggers(page: Page) -> list[Trigger]:
    """The triggers of an article in order, at most one a token."""
    return []
