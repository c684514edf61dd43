"""The event types of the packs that come with Dateline, for those who choose events without loading a pack."""

from __future__ import annotations

from difflib import get_close_matches

PLOVER = frozenset(
    (
        "ACCUSE",
        "AGREE",
        "AID",
        "ASSAULT",
        "COERCE",
        "CONCEDE",
        "CONSULT",
        "COOPERATE",
        "MOBILIZE",
        "PROTEST",
        "REJECT",
        "REQUEST",
        "RETREAT",
        "SANCTION",
        "SUPPORT",
        "THREATEN",
    )
)
GENERAL = frozenset(
    (
        "ACCIDENT",
        "APPOINTMENT",
        "AWARD",
        "CRIME",
        "DEAL",
        "DEATH",
        "DISASTER",
        "ELECTION",
        "FIRE",
        "LAUNCH",
        "LAW",
        "LAYOFF",
        "MARKET",
        "OUTAGE",
        "OUTBREAK",
        "RESCUE",
        "RESIGNATION",
        "RESULTS",
        "SPORT",
        "STUDY",
        "TRIAL",
    )
)
ALIKE = 0.75
"""Likeness, from 0 to 1, from which an unknown name is taken for a known one misspelt."""


def suggestion(event_type: str) -> str | None:
    """Return the known type that a name is a misspelling of; None for known names, and for those of other packs."""
    known = PLOVER | GENERAL
    if event_type in known:
        return None
    return next(iter(get_close_matches(event_type.upper(), known, n=1, cutoff=ALIKE)), None)
