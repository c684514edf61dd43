"""Compare an event with a happening, and a happening with another. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from agents.happenings.event_matching import match, sets_apart
from agents.happenings.event_profile import EventProfile
from agents.happenings.match_result import VETO, Match, Reason
from agents.happenings.rules import rules

BEST = 2
"""The score against a happening is the mean score against this many of its best reports; or the score against a report
of the event's own article."""
MOST_VETOED = 0.5
"""Share of the reports that may veto an event: one report with a wrong place must not keep all others away."""
MOST_VETOED_IN_MERGE = 0.4
"""The same for merging two happenings: one veto of two reports keeps them separate, so that a report without a day
or place does not merge two that have different ones."""


def compared(profiles: Sequence[EventProfile]) -> Sequence[EventProfile]:
    """Return the reports of a happening that an event is compared with: the first and the last ones received."""
    most = rules().limits.compared
    half = most // 2
    return profiles if len(profiles) <= most else [*profiles[:half], *profiles[-half:]]


def match_happening(event: EventProfile, reports: Sequence[EventProfile], most_vetoed: float = MOST_VETOED) -> Match:
    """Compare an event with a happening, by its reports; more than a share of `most_vetoed` of them may not veto."""
    own = [report for report in reports if report.article_id == event.article_id]
    if story := next((m for r in own if r.story == event.story and not (m := match(event, r)).vetoed), None):
        return story
    if any(sets_apart(event, report) for report in own):
        return Match(VETO, (Reason("article", VETO, "the happening already has another event of this article"),))
    matches = [match(event, report) for report in compared(reports)]
    standing = [found for found in matches if not found.vetoed]
    if not standing or len(matches) - len(standing) > most_vetoed * len(matches):
        return min(matches, key=lambda found: found.score)
    best = sorted(standing, key=lambda found: -found.score)[:BEST]
    whole = Match(sum(found.score for found in best) / len(best) + _site(event, reports), best[0].reasons)
    told_here = (match(event, report) for report in own)
    return max([whole, *told_here], key=lambda found: found.score)


def _site(event: EventProfile, reports: Sequence[EventProfile]) -> float:
    """Return the points for a site that no report names although others are named; 0 if no report names a site."""
    named = {site for report in reports for site in report.sites}
    return rules().words.site_other if named and event.sites and not event.sites & named else 0.0


def match_happenings(one: Sequence[EventProfile], other: Sequence[EventProfile]) -> float:
    """Return the score of two happenings: the mean over the reports of the smaller; minus infinity if most veto.

    Also minus infinity if each names sites and none is common.
    """
    sites = [{site for report in reports for site in report.sites} for reports in (one, other)]
    if all(sites) and not sites[0] & sites[1]:
        return VETO
    smaller, larger = sorted((compared(one), compared(other)), key=len)
    scores = [match_happening(report, larger, MOST_VETOED_IN_MERGE).score for report in smaller]
    standing = [score for score in scores if score > VETO]
    if not standing or len(scores) - len(standing) > MOST_VETOED_IN_MERGE * len(scores):
        return VETO
    return sum(standing) / len(standing)


def is_open(reports: Sequence[EventProfile], event: EventProfile) -> bool:
    """Return whether a report of the event's day may be added: within `closing.days` of the first and last report.

    Reports without a date of publication do not count.
    """
    days = [report.reported for report in reports if report.reported is not None]
    if event.reported is None or not days:
        return True
    most = rules().closing.days
    return min(days) - most <= event.reported <= max(days) + most
