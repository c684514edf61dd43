"""The event types of Dateline's own packs, for code that selects events without loading a pack."""

from __future__ import annotations

from difflib import get_close_matches

PLOVER = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
"""The types of the pack `plover`, in the order of the PLOVER manual: verbal and material, cooperation and conflict."""
GENERAL = (
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
"""The types of the pack `general`."""
KNOWN = frozenset((*PLOVER, *GENERAL))
ALIKE = 0.75
"""Similarity, 0 to 1, from which an unknown name counts as a misspelling of a known one."""


def suggestion(event_type: str) -> str | None:
    """Return the known type that a name is a misspelling of; None for known names, and for those of other packs."""
    if event_type in KNOWN:
        return None
    return next(iter(get_close_matches(event_type.upper(), (*PLOVER, *GENERAL), n=1, cutoff=ALIKE)), None)
