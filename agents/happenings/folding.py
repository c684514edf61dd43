"""Compute the next version of a happening from an event, a copy or another happening. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from agents.happenings.claims import claims_of, in_time
from agents.happenings.consensus import (
    asserting_reports,
    best_evidence,
    date_of,
    modes_of,
    parties_of,
    place_of,
    status_of,
    type_of,
)
from agents.happenings.count_groups import with_groups
from agents.happenings.count_summary import counts_of
from agents.happenings.days import day_of, iso, order_of
from agents.happenings.denials import denials_of
from agents.happenings.independence import independent, sources
from agents.happenings.kept_reports import bounded
from agents.happenings.rules import rules
from streams.contract.codec import encode
from streams.contract.happening import Copy, FirstOrLast, Happening, HappeningReport
from streams.contract.ids import digest
from streams.contract.records import Pipeline, Record

LEAST_REPORTS = 4
"""A record that is too large for its message keeps this many reports before its copies are cut."""


class Links(Record, frozen=True, kw_only=True):
    """Links of a happening to others: merged, split."""

    merged_into: str | None = None
    split_from: str | None = None
    follows: str | None = None


class Cause(Record, frozen=True, kw_only=True):
    """The cause of a version: time of processing and pipeline of the event that changed the happening."""

    processed_at: str
    pipeline: Pipeline


def opened(reports: Sequence[HappeningReport], cause: Cause, links: Links) -> Happening:
    """Return a new happening with these reports; its id is derived from the event id of the first."""
    identity = "hp-" + digest(reports[0].event_id)
    return _derive(identity, 1, list(reports), [], [r.event_id for r in reports], links, cause)


def with_reports(happening: Happening, reports: Sequence[HappeningReport], cause: Cause) -> Happening:
    """Return the next version, with more reports."""
    return _derive(
        happening.happening_id,
        happening.version + 1,
        [*happening.reports, *reports],
        happening.copies,
        [*happening.event_ids, *(report.event_id for report in reports)],
        _links(happening),
        cause,
    )


def without_reports(happening: Happening, event_ids: frozenset[str], cause: Cause) -> Happening:
    """Return the next version, without the reports that belong to another happening."""
    kept = [report for report in happening.reports if report.event_id not in event_ids]
    ids = [identity for identity in happening.event_ids if identity not in event_ids]
    return _derive(happening.happening_id, happening.version + 1, kept, happening.copies, ids, _links(happening), cause)


def with_copies(happening: Happening, copies: Sequence[Copy]) -> Happening:
    """Return the next version, with articles that repeat one of its reports."""
    return _derive(
        happening.happening_id,
        happening.version + 1,
        happening.reports,
        [*happening.copies, *copies],
        happening.event_ids,
        _links(happening),
        Cause(processed_at=happening.updated_at, pipeline=happening.pipeline),
    )


def merged(kept: Happening, given_up: Happening, cause: Cause) -> tuple[Happening, Happening]:
    """Return the next version of both: one holds the reports of the two, the other links to it."""
    known = set(kept.event_ids)
    whole = _derive(
        kept.happening_id,
        kept.version + 1,
        [*kept.reports, *(r for r in given_up.reports if r.event_id not in known)],
        [*kept.copies, *given_up.copies],
        [*kept.event_ids, *(i for i in given_up.event_ids if i not in known)],
        _links(kept),
        cause,
    )
    gone = msgspec.structs.replace(
        given_up,
        version=given_up.version + 1,
        merged_into=kept.happening_id,
        **_cause(cause),
    )
    return whole, gone


def fitting(happening: Happening, most_bytes: int) -> Happening:
    """Return the same version with fewer reports in full, or fewer copies, so that it takes at most `most_bytes`.

    What is cut here is also missing in later versions, since a worker that starts reads the records back. The result
    is larger than the limit only if a single report is.
    """
    most_reports, most_copies = len(happening.reports), len(happening.copies)
    while len(encode(happening)) > most_bytes and (most_reports > 1 or most_copies):
        if most_reports > LEAST_REPORTS or not most_copies:
            most_reports = max(1, most_reports // 2)
        else:
            most_copies //= 2
        reports, copies = bounded(happening.reports, happening.copies, most_reports)
        most_copies = min(most_copies, len(copies)) if most_reports <= LEAST_REPORTS else len(copies)
        made = _derive(
            happening.happening_id,
            happening.version,
            reports,
            copies[:most_copies],
            happening.event_ids,
            _links(happening),
            Cause(processed_at=happening.updated_at, pipeline=happening.pipeline),
        )
        happening = msgspec.structs.replace(made, merged_into=happening.merged_into)
    return happening


def _links(happening: Happening) -> Links:
    return Links(merged_into=happening.merged_into, split_from=happening.split_from, follows=happening.follows)


def _derive(
    identity: str,
    version: int,
    reports: list[HappeningReport],
    copies: list[Copy],
    event_ids: list[str],
    links: Links,
    cause: Cause,
) -> Happening:
    """Return the happening with every field derived from the reports and copies."""
    limits = rules().limits
    reports, copies = bounded(
        reports, copies, limits.reports if len(reports) <= limits.reports else limits.kept_reports
    )
    ordered = in_time(reports)
    claims, corrections = claims_of(ordered)
    return Happening(
        happening_id=identity,
        version=version,
        **_agreed(ordered),
        counts=counts_of(claims),
        claims=with_groups(claims),
        corrections=corrections,
        denials=denials_of(ordered),
        first_report=_first(ordered, copies),
        last_report=_named(ordered[-1], ordered[-1].event_id),
        articles=len({r.article_id for r in reports} | {c.article_id for c in copies}),
        sources=len(sources(reports, copies)),
        independent_sources=independent(reports, copies),
        agencies=sorted({report.agency for report in reports if report.agency}),
        evidence=best_evidence(ordered),
        reports=reports,
        copies=copies,
        event_ids=event_ids[-limits.event_ids :],
        **msgspec.structs.asdict(links),
        closes_after=_closes_after(ordered),
        **_cause(cause),
    )


def _agreed(ordered: Sequence[HappeningReport]) -> dict[str, Any]:
    """Return the fields on which the reports agree."""
    told = asserting_reports(ordered)
    kind = type_of(told)
    return {
        "event_type": kind.event_type,
        "modes": modes_of([report for report in told if report.event_type == kind.event_type]),
        "quad_class": kind.quad_class,
        "status": status_of(ordered),
        "confidence": max(report.confidence for report in told),
        "actors": parties_of(told, lambda report: report.actors),
        "recipients": parties_of(told, lambda report: report.recipients),
        "date": date_of(told),
        "location": place_of(told),
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {"updated_at": cause.processed_at, "pipeline": cause.pipeline}


def _first(ordered: Sequence[HappeningReport], copies: Sequence[Copy]) -> FirstOrLast:
    """Return the first report, or the copy that was published before it although it arrived later."""
    report = ordered[0]
    dated = [copy for copy in copies if copy.reported_at is not None]
    copy = min(dated, key=lambda one: (order_of(one.reported_at), one.article_id), default=None)
    if copy is None or order_of(report.reported_at) <= order_of(copy.reported_at):
        return _named(report, report.event_id)
    original = next((one for one in ordered if one.article_id == copy.copy_of), report)
    return _named(copy, original.event_id)


def _named(one: HappeningReport | Copy, event_id: str) -> FirstOrLast:
    return FirstOrLast(
        article_id=one.article_id,
        event_id=event_id,
        source=one.source,
        url=one.url,
        reported_at=one.reported_at,
    )


def _closes_after(ordered: Sequence[HappeningReport]) -> str | None:
    day = day_of(ordered[-1].reported_at)
    return iso(day + rules().closing.days) if day is not None else None
