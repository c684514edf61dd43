"""Which reports of a happening belong to another one, once an article has told the two as two. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from agents.happenings.event_matching import match, sets_apart
from agents.happenings.event_profile import Profile

MARGIN = 2.0
"""Points by which a report must fit the other event better."""


def moved(event: Profile, reports: Sequence[Profile]) -> frozenset[str]:
    """Event ids of the reports that fit `event` better than the event of its article that is among them.

    Articles move whole. Empty where the article tells no other event here that is set apart from `event`.
    """
    rival = next((r for r in reports if r.article_id == event.article_id and sets_apart(event, r)), None)
    if rival is None:
        return frozenset()
    others = [report for report in reports if report.article_id != event.article_id]
    better = {r.article_id for r in others if match(r, event).score >= match(r, rival).score + MARGIN}
    return frozenset(report.event_id for report in others if report.article_id in better)
