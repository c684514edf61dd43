"""Which reports of a happening belong to another, and the versions of the two without and with them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from agents.happenings.event_matching import match, sets_apart
from agents.happenings.event_profile import EventProfile
from agents.happenings.folding import Cause, with_reports, without_reports
from streams.contract.happening import Happening

MARGIN = 2.0
"""A report is moved if it matches the other event better by at least this many points."""


def moved(event: EventProfile, reports: Sequence[EventProfile]) -> frozenset[str]:
    """Return the ids of the reports that match `event` better than the report of the event's own article among them.

    All reports of an article move together. Empty if no report here is of the event's article and distinct from it.
    """
    rival = next((r for r in reports if r.article_id == event.article_id and sets_apart(event, r)), None)
    if rival is None:
        return frozenset()
    others = [report for report in reports if report.article_id != event.article_id]
    better = {r.article_id for r in others if match(r, event).score >= match(r, rival).score + MARGIN}
    return frozenset(report.event_id for report in others if report.article_id in better)


def split(target: Happening, source: Happening, ids: frozenset[str], cause: Cause) -> tuple[Happening, Happening]:
    """Return the next version of both: the target with the reports that move and their copies, the source without.

    The target links to the source, if this is its first split.
    """
    reports = [report for report in source.reports if report.event_id in ids]
    known, gone = {copy.article_id for copy in target.copies}, {report.article_id for report in reports}
    copies = [copy for copy in source.copies if copy.copy_of in gone and copy.article_id not in known]
    whole = with_reports(msgspec.structs.replace(target, copies=[*target.copies, *copies]), reports, cause)
    linked = msgspec.structs.replace(whole, split_from=target.split_from or source.happening_id)
    return linked, reduced(source, ids, cause)


def reduced(source: Happening, ids: frozenset[str], cause: Cause) -> Happening:
    """Return the next version of a happening without reports that move, and without the copies of their articles."""
    gone = {report.article_id for report in source.reports if report.event_id in ids}
    kept = [copy for copy in source.copies if copy.copy_of not in gone]
    return without_reports(msgspec.structs.replace(source, copies=kept), ids, cause)
