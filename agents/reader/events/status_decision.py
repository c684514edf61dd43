"""The status of an event with the reason for it: what every rule of status answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from streams.contract.records import Status

StatusWords = Mapping[Status, frozenset[str]]
"""Lemmas that show each status."""


@dataclass(frozen=True, slots=True)
class StatusDecision:
    """A status and the reason for it."""

    status: Status
    reason: str


def listed(lists: StatusWords, words: tuple[str, ...], reason: str) -> StatusDecision | None:
    """The first status whose list holds one of some words."""
    for status, lemmas in lists.items():
        if not lemmas.isdisjoint(words):
            return StatusDecision(status, reason)
    return None
