"""The result of a status rule: a status with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agents.reader.syntax.clauses import child
from agents.reader.syntax.tree import Token
from streams.contract.records import Status

StatusWords = Mapping[Status, frozenset[str]]
"""Lemmas that show each status."""


@dataclass(frozen=True, slots=True)
class StatusDecision:
    """A status and the reason for it, as text for people."""

    status: Status
    reason: str


def status_of(lists: StatusWords, words: tuple[str, ...], reason: str) -> StatusDecision | None:
    """Return the first status whose word list contains one of `words`, with `reason`; None if none does."""
    for status, lemmas in lists.items():
        if not lemmas.isdisjoint(words):
            return StatusDecision(status, reason)
    return None


def is_foretold(verb: Token, reports: frozenset[str]) -> bool:
    """Return whether "would" is the future in reported speech ("the firm said that it would close")."""
    first = verb
    while first.dep_ == "conj":
        first = first.head
    said = first.dep_ == "ccomp" and first.head.lemma_ in reports and first.head.tag_ in ("VBD", "VBN")
    return said and not any(
        c.dep_ == "advcl" and child(c, "mark") is not None for c in (*verb.children, *first.children)
    )


def is_achieved(word: Token) -> bool:
    """Return whether "able" implies the act ("police were able to arrest 39"), unlike "would have been able to"."""
    verb = word.head
    if word.lower_ != "able" or any(c.dep_ == "neg" for c in verb.children):
        return False
    auxiliaries = {c.tag_ for c in verb.children if c.dep_ == "aux"}
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(auxiliaries) and "MD" not in auxiliaries)
