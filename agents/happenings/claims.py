"""Claims of one count: who claims which number and when, what was corrected or retracted, and which is the latest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from agents.happenings.count_groups import EVERYBODY, SLOTS, Counted, Key, counted_people, of_other_sides
from agents.happenings.days import order_of
from agents.happenings.vocabulary import changes_a_report, is_earlier_version, name_key, names_one_of
from streams.contract.count_claim import CountClaim, CountSlot
from streams.contract.happening import (
    Claim,
    Correction,
    CorrectionKind,
    HappeningReport,
)
from streams.contract.records import Count

SAME_ARTICLE = 40
"""Number of earlier claims that are searched for claims of the same article."""


def in_time(reports: Iterable[HappeningReport]) -> list[HappeningReport]:
    """Return the reports by time of publication, those without one first; at the same time, in order of arrival."""
    return sorted(reports, key=lambda report: order_of(report.reported_at))


def claims_of(reports: Sequence[HappeningReport]) -> tuple[list[Claim], list[Correction]]:
    """Return all claims of reports in order of time, withdrawn ones marked, and the corrections that withdrew them."""
    ledger, counted = _ClaimLedger(), counted_people(reports)
    for report in reports:
        if is_earlier_version(report.said_by):
            continue
        if report.status == "negated" and not counts_nobody(report):
            if is_retraction(report, reports):
                ledger.retract(report)
            continue
        for new in _claims(report, counted):
            ledger.add(new, report)
    return ledger.claims, ledger.corrections


class _ClaimLedger:
    """Claims in order of time, indexed by who made them."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.corrections: list[Correction] = []
        self._by_origin: dict[tuple[str, str], list[int]] = defaultdict(list)
        """Positions of claims by slot and by source or credited agency, whose own claims count as credited to it."""
        self._by_speaker: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_article: dict[str, list[int]] = defaultdict(list)
        self._highest: dict[str, int] = {}
        """The largest number claimed so far, by slot: only a lower one can correct another."""

    def add(self, new: Claim, report: HappeningReport) -> None:
        """Add a claim. A number lower than its own origin gave before corrects it; a higher one is a rising toll."""
        if any(self.claims[n] == _renamed(new, self.claims[n]) for n in self._of_article(new)):
            return
        may_correct = new.max is not None and new.max < self._highest.get(new.slot, 0)
        found = self._corrected_by(new, report) if may_correct else ()
        wrong = [n for n in found if _is_lower(new, self.claims[n])]
        for number in wrong:
            self.claims[number] = _withdrawn(self.claims[number], "correction")
        if wrong:
            self.corrections.append(_correction(new, self.claims[max(wrong)]))
        number = len(self.claims)
        self.claims.append(new)
        self._by_article[new.article_id].append(number)
        self._highest[new.slot] = max(new.min, self._highest.get(new.slot, 0))
        for name in origins(report):
            self._by_origin[new.slot, name].append(number)
        if new.said_by is not None:
            self._by_speaker[new.slot, name_key(new.said_by)].append(number)

    def retract(self, report: HappeningReport) -> None:
        """Withdraw the claims of the report's source or agency."""
        for slot in SLOTS:
            for number in {n for name in origins(report) for n in self._by_origin[slot, name]}:
                self.claims[number] = _withdrawn(self.claims[number], "retraction")
        self.corrections.append(_retraction(report))

    def _of_article(self, new: Claim) -> list[int]:
        """Return the claims of the claim's article: they are among the last, since reports are in order of time."""
        earliest = len(self.claims) - SAME_ARTICLE
        return [number for number in self._by_article[new.article_id] if number >= earliest]

    def _corrected_by(self, new: Claim, report: HappeningReport) -> list[int]:
        """Return the claims that a claim may replace: same origin and speaker, or either where the text says so."""
        origin = {number for name in origins(report) for number in self._by_origin[new.slot, name]}
        speaker = set(self._by_speaker[new.slot, name_key(new.said_by)] if new.said_by is not None else ())
        if names_one_of(f"{report.title or ''} {report.sentence}", "correction"):
            found = origin | speaker
        elif new.said_by is not None:
            found = origin & speaker
        else:
            found = {number for number in origin if self.claims[number].said_by is None}
        others = (n for n in found if self.claims[n].article_id != new.article_id)
        return sorted(n for n in others if self.claims[n].withdrawn is None and not of_other_sides(new, self.claims[n]))


def origins(report: HappeningReport) -> set[str]:
    """Return the source of a report and the agency that it credits, in one spelling."""
    return {name_key(name) for name in (report.source, report.agency) if name}


def _renamed(new: Claim, old: Claim) -> Claim:
    """Return the claim with the event id of the other: one article often states a number twice."""
    one_speaker = new.said_by and old.said_by and name_key(new.said_by) == name_key(old.said_by)
    speaker = old.said_by if one_speaker else new.said_by
    return msgspec.structs.replace(new, event_id=old.event_id, text=old.text, withdrawn=old.withdrawn, said_by=speaker)


def counts_nobody(report: HappeningReport) -> bool:
    """Return whether a negating report gives the number zero: "no one was killed in the blast". It denies no blast."""
    if report.status != "negated" or names_one_of(f"{report.title or ''} {report.sentence}", "retraction"):
        return False
    return any((count := getattr(report.magnitude, slot)) is not None and count.max == 0 for slot in SLOTS)


def is_retraction(report: HappeningReport, reports: Iterable[HappeningReport]) -> bool:
    """Return whether a negating report retracts an earlier report of its own source, or of the agency that it credits.

    A party that says that it did not do it denies. Only the source of a report can retract it, and must say so.
    """
    if (
        report.status != "negated"
        or counts_nobody(report)
        or any(actor.entity_id is not None for actor in report.actors)
    ):
        return False
    return changes_a_report(report) and any(_may_retract(report, other) for other in reports)


def retracted_by(report: HappeningReport, reports: Iterable[HappeningReport]) -> list[HappeningReport]:
    """Return the reports that a retraction retracts."""
    return [other for other in reports if _may_retract(report, other)]


def _claims(report: HappeningReport, counted: Mapping[Key, Counted]) -> Iterator[Claim]:
    """Yield the claims of a report, by count: the number of each speaker in it, or else its own number."""
    for slot in SLOTS:
        several = [claim for claim in report.count_claims if claim.slot == slot] if report.count_claims else ()
        for claim in several:
            yield _claim(report, slot, claim, claim.said_by)
        count = getattr(report.magnitude, slot) if not several else None
        whom = counted.get((report.event_id, slot), EVERYBODY)
        if count is not None and not whom.is_part:
            yield _claim(report, slot, count, report.said_by, whom.group)


def _claim(
    report: HappeningReport, slot: CountSlot, count: Count | CountClaim, said_by: str | None, group: str | None = None
) -> Claim:
    return Claim(
        slot=slot,
        min=count.min,
        max=count.max,
        text=count.text,
        said_by=said_by,
        source=report.source,
        article_id=report.article_id,
        event_id=report.event_id,
        as_of=report.reported_at,
        withdrawn=None,
        group=group,
    )


def _correction(new: Claim, old: Claim) -> Correction:
    return Correction(
        kind="correction",
        slot=new.slot,
        old_min=old.min,
        new_min=new.min,
        source=new.source,
        article_id=new.article_id,
        event_id=new.event_id,
        reported_at=new.as_of,
    )


def _retraction(report: HappeningReport) -> Correction:
    return Correction(
        kind="retraction",
        slot=None,
        old_min=None,
        new_min=None,
        source=report.source,
        article_id=report.article_id,
        event_id=report.event_id,
        reported_at=report.reported_at,
    )


def _is_lower(new: Claim, old: Claim) -> bool:
    return new.max is not None and new.max < old.min and order_of(new.as_of) >= order_of(old.as_of)


def _may_retract(report: HappeningReport, earlier: HappeningReport) -> bool:
    if earlier.status != "asserted":
        return False
    if order_of(earlier.reported_at) > order_of(report.reported_at) or earlier.article_id == report.article_id:
        return False
    return not origins(report).isdisjoint(origins(earlier))


def _withdrawn(claim: Claim, kind: CorrectionKind) -> Claim:
    return msgspec.structs.replace(claim, withdrawn=kind)
