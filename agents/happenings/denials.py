"""Denials of a happening: who says that it did not happen, or that they had no part in it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from agents.happenings.claims import counts_nobody, is_retraction
from agents.happenings.vocabulary import is_earlier_version, listed, words
from streams.contract.happening import Denial, HappeningReport

CLOSE = 8
"""Largest number of words between the name of a party and the verb by which it denies."""


def denials_of(reports: Sequence[HappeningReport]) -> list[Denial]:
    """Return a denial for each report that says that it did not happen, or that somebody did not do it.

    A report that its own source retracts is a correction, and no denial.
    """
    return [
        Denial(
            said_by=report.said_by or _denying_party(report),
            source=report.source,
            article_id=report.article_id,
            event_id=report.event_id,
            reported_at=report.reported_at,
            sentence=report.sentence,
        )
        for report in reports
        if report.status == "negated"
        and not counts_nobody(report)
        and not is_retraction(report, reports)
        and not is_earlier_version(report.said_by)
    ]


def _denying_party(report: HappeningReport) -> str | None:
    """Return the actor that the sentence names before a verb of denial: "the rebels denied shelling the town"."""
    found = words(report.sentence)
    verb = next((n for n, word in enumerate(found) if word in listed("denial")), 0)
    before = set(found[max(0, verb - CLOSE) : verb])
    return next((a.name for a in report.actors if (name := words(a.name)) and name[-1] in before), None)
