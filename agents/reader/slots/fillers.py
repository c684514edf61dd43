"""What fills a slot: the phrase to show, the word that says who it is, and why."""

from __future__ import annotations

from dataclasses import dataclass

from agents.reader.slots.agency import inside, is_somebody, party_behind
from agents.reader.syntax.phrases import LONGEST_COMPLEMENT, phrase
from agents.reader.syntax.tree import Span, Token


@dataclass(frozen=True, slots=True)
class Filler:
    """A phrase that fills a slot, its head, and the construction that puts it there."""

    head: Token
    """Who is meant: the phrase's head, or the party behind the thing that it names ("Peru" of "Peru's offer")."""
    span: Span
    reason: str


def filler(head: Token, reason: str, *, whole: bool) -> Filler:
    """Whom a noun names, or the party behind what it names: with the `whole` thing as written, or alone."""
    behind = party_behind(head) if whole and not is_somebody(head) else None
    if behind is not None:
        return Filler(behind.token, _with(phrase(head), behind.token), f"{reason}, {behind.how}")
    inner, how = inside(head)
    return Filler(inner, phrase(head if inner.head == head else inner), reason + how)


def _with(thing: Span, party: Token) -> Span:
    """The phrase of a thing up to the party named right behind it ("a request by the court")."""
    near = 0 < party.i - thing.end <= LONGEST_COMPLEMENT
    return thing.doc[thing.start : phrase(party).end] if near else thing
