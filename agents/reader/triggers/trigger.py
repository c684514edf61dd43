"""A trigger: the words that report an event, with the properties of its pattern."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from agents.reader.ontology.pack_files import Role
from streams.contract.records import Status


@dataclass(frozen=True, slots=True)
class Trigger:
    """A range of tokens that reports an event, before its slots are filled."""

    passage: int
    """Index into `article_text.passages`."""
    start: int
    end: int
    """Token range in the passage's Doc, end exclusive. It need not be a complete phrase."""
    head: int
    """Index of the token that governs the slots: the verb, or the event noun."""
    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    cameo: str | None
    ontology: str
    pattern: str
    """Id of the pattern that matched, for `explain`."""
    score: float
    """Score of the pattern and of the context, 0 to 1."""
    status: Status | None = None
    """The status that the pattern or its governor implies ("agreed to meet": future), or None."""
    actor: tuple[Role, ...] = ("subject", "by", "possessor")
    """Roles of the actors, in order of preference. `subject` is the logical one: the "by" phrase of a passive."""
    recipient: tuple[Role, ...] = ("object",)
    """Roles of the recipients. `object` is the logical one: the grammatical subject of a passive."""
    names: tuple[int, ...] = ()
    """Other tokens that the pattern matched ("attack" of "launched an attack"): their arguments can fill slots."""
    announced: bool = False
    """The verb's auxiliary or negation is part of the type (an announcement, a refusal), which is then a fact."""
    governed: bool = False
    """The pattern includes the governor of the event noun ("condemned the attack")."""
    unless: frozenset[str] = frozenset()
    """Contexts of the sentence that exclude the event."""
    topic: str = ""
    """Why the article's topic, or an accident, lowered the score; empty if nothing did."""
    roles: Mapping[Literal["actor", "recipient"], str] = field(default_factory=dict)
    topical: bool = False
    """The pattern requires a topic, so that the article's topic does not lower the score."""
    apart: frozenset[str] = frozenset()
    """Modes that make its event distinct from events of its type without them."""
    alone: bool = False
    """A noun without participants can report the event."""
