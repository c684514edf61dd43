"""A trigger: the words that report an event, and all that its pattern says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from agents.reader.ontology.pack_files import Role
from streams.contract.records import Status


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
    status: Status | None = None
    """A status that the pattern or what governs it implies ("agreed to meet": future), else None."""
    actor: tuple[Role, ...] = ("subject", "by", "possessor")
    """Where the actors stand, first choice first. `subject` is the logical one: the "by" phrase of a passive."""
    recipient: tuple[Role, ...] = ("object",)
    """Where the recipients stand. `object` is the logical one: the grammatical subject of a passive."""
    names: tuple[int, ...] = ()
    """Tokens that the pattern names ("an attack" of "launched an attack"): no slots, though their own arguments are."""
    announced: bool = False
    """The verb's auxiliary or negation is part of the type (an announcement, a refusal): to announce is a fact."""
    governed: bool = False
    """The pattern names the word that the event noun depends on ("condemned the attack")."""
    unless: frozenset[str] = frozenset()
    """Contexts of the sentence in which it is no event."""
    topic: str = ""
    """What the article is about, or that harm was done by accident, where that lowered the score."""
    roles: Mapping[Literal["actor", "recipient"], str] = field(default_factory=dict)
    topical: bool = False
    """The pattern says what the article must be about, so that the article's topic does not speak against it."""
    apart: frozenset[str] = frozenset()
    """Modes that set its event apart from those of its type without them."""
    alone: bool = False
    """A noun that names nobody reports an event."""
