"""The event types of Dateline's own packs, for code that selects events without loading a pack."""

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
"""Similarity, 0 to 1, from which an unknown name counts as a misspelling of a known one."""


def suggestion(event_type: str) -> str | None:
    """Return the known type that a name is a misspelling of; None for known names, and for those of other packs."""
    known = PLOVER | GENERAL
    if event_type in known:
        return None
    return next(iter(get_close_matches(event_type.upper(), known, n=1, cutoff=ALIKE)), None)
