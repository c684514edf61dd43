"""Numbers side by side: who claims what as of when, what was corrected or taken back, and what is latest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from agents.happenings.vocabulary import names_one_of
from streams.contract.happening import (
    Claim,
    Correction,
    CorrectionKind,
    CountSlot,
    CountSummary,
    Denial,
    HappeningCounts,
    HappeningReport,
)

SLOTS: tuple[CountSlot, ...] = ("killed", "injured", "arrested", "displaced", "participants")


def in_time(reports: Iterable[HappeningReport]) -> list[HappeningReport]:
    """Reports by the moment of publication, those without one first; of one moment, by id."""
    return sorted(reports, key=lambda report: (report.reported_at or "", report.event_id))


def claims_of(reports: Sequence[HappeningReport]) -> tuple[list[Claim], list[Correction]]:
    """All claims of reports in time, those withdrawn marked, and what withdrew them."""
    claims: list[Claim] = []
    corrections: list[Correction] = []
    agencies = {report.article_id: report.agency for report in reports}
    for report in reports:
        if report.status == "negated":
            if is_retraction(report, reports):
                claims, found = _retract(claims, report, agencies)
                corrections.append(found)
            continue
        for slot in SLOTS:
            if (new := _claim(report, slot)) is not None:
                claims, correction = _correct(claims, new, report, agencies)
                corrections += [correction] if correction else []
                claims = [*claims, new]
    return claims, corrections


def is_retraction(report: HappeningReport, reports: Iterable[HappeningReport]) -> bool:
    """Whether a report that negates takes back what its own source, or the agency that it copies, reported.

    A party that says that it did not do it denies; only who reported can take back, and the text says so.
    """
    if report.status != "negated" or any(actor.entity_id is not None for actor in report.actors):
        return False
    text = f"{report.title or ''} {report.sentence}"
    if not (names_one_of(text, "retraction") or names_one_of(text, "correction")):
        return False
    return any(r.status == "asserted" and _of_one_origin(report, r) for r in reports)


def denials_of(reports: Iterable[HappeningReport]) -> list[Denial]:
    """Each report that says that it did not happen, or that somebody did not do it."""
    return [
        Denial(
            said_by=report.said_by,
            source=report.source,
            article_id=report.article_id,
            event_id=report.event_id,
            reported_at=report.reported_at,
            sentence=report.sentence,
        )
        for report in reports
        if report.status == "negated"
    ]


def counts_of(claims: Iterable[Claim]) -> HappeningCounts:
    """The summary of each slot that has a claim which is not withdrawn."""
    standing = [claim for claim in claims if claim.withdrawn is None]
    return HappeningCounts(**{slot: _summary([c for c in standing if c.slot == slot]) for slot in SLOTS})


def _claim(report: HappeningReport, slot: CountSlot) -> Claim | None:
    count = getattr(report.magnitude, slot)
    if count is None:
        return None
    return Claim(
        slot=slot,
        min=count.min,
        max=count.max,
        text=count.text,
        said_by=report.said_by,
        source=report.source,
        article_id=report.article_id,
        event_id=report.event_id,
        as_of=report.reported_at,
        withdrawn=None,
    )


def _correct(
    claims: list[Claim], new: Claim, report: HappeningReport, agencies: dict[str, str | None]
) -> tuple[list[Claim], Correction | None]:
    """A number lower than its own origin gave before corrects it; a higher one is a rising toll."""
    wrong = [
        c
        for c in claims
        if c.slot == new.slot and c.withdrawn is None and _is_lower(new, c) and _speaks_for(new, c, report, agencies)
    ]
    if not wrong:
        return claims, None
    ids = {(c.event_id, c.slot) for c in wrong}
    changed = [_withdrawn(c, "correction") if (c.event_id, c.slot) in ids else c for c in claims]
    return changed, Correction(
        kind="correction",
        slot=new.slot,
        old_min=wrong[-1].min,
        new_min=new.min,
        source=new.source,
        article_id=new.article_id,
        event_id=new.event_id,
        reported_at=new.as_of,
    )


def _is_lower(new: Claim, old: Claim) -> bool:
    return new.max is not None and new.max < old.min and (new.as_of or "") >= (old.as_of or "")


def _speaks_for(new: Claim, old: Claim, report: HappeningReport, agencies: dict[str, str | None]) -> bool:
    """Whether a claim may replace another: the same saying source, or a text that says it corrects."""
    if new.article_id == old.article_id:
        return False
    same_sayer = new.said_by is not None and new.said_by == old.said_by
    agency = agencies.get(new.article_id)
    same_source = new.source is not None and new.source == old.source
    same_origin = same_source or (agency is not None and agency == agencies.get(old.article_id))
    if names_one_of(f"{report.title or ''} {report.sentence}", "correction"):
        return same_sayer or same_origin
    return (same_sayer and same_origin) or (same_origin and new.said_by is None and old.said_by is None)


def _retract(
    claims: list[Claim], report: HappeningReport, agencies: dict[str, str | None]
) -> tuple[list[Claim], Correction]:
    def is_taken_back(claim: Claim) -> bool:
        agency = agencies.get(claim.article_id)
        return claim.source == report.source or (agency is not None and agency in (report.agency, report.source))

    changed = [_withdrawn(c, "retraction") if is_taken_back(c) else c for c in claims]
    return changed, Correction(
        kind="retraction",
        slot=None,
        old_min=None,
        new_min=None,
        source=report.source,
        article_id=report.article_id,
        event_id=report.event_id,
        reported_at=report.reported_at,
    )


def _of_one_origin(report: HappeningReport, earlier: HappeningReport) -> bool:
    if (earlier.reported_at or "") > (report.reported_at or "") or earlier.article_id == report.article_id:
        return False
    names = {name for name in (report.source, report.agency) if name}
    return not names.isdisjoint({earlier.source, earlier.agency} - {None})


def _withdrawn(claim: Claim, kind: CorrectionKind) -> Claim:
    return msgspec.structs.replace(claim, withdrawn=kind)


def _summary(claims: Sequence[Claim]) -> CountSummary | None:
    if not claims:
        return None
    latest = max(claims, key=lambda c: (c.as_of or "", c.min, c.event_id))
    return CountSummary(
        latest_min=latest.min,
        latest_max=latest.max,
        latest_said_by=latest.said_by,
        latest_source=latest.source,
        as_of=latest.as_of,
        lowest=min(c.min for c in claims),
        highest=max(c.max if c.max is not None else c.min for c in claims),
        claims=len(claims),
        disputed=_is_disputed(claims),
    )


def _is_disputed(claims: Sequence[Claim]) -> bool:
    """Whether the latest claims of two named sayers have no number in common."""
    latest: dict[str, Claim] = {}
    for claim in claims:
        if claim.said_by is not None:
            latest[claim.said_by.casefold()] = claim
    tops = list(latest.values())
    return any(_apart(a, b) for i, a in enumerate(tops) for b in tops[i + 1 :])


def _apart(one: Claim, other: Claim) -> bool:
    return (one.max is not None and one.max < other.min) or (other.max is not None and other.max < one.min)
