"""Choose the reports that a happening keeps in full when it has too many; the articles of the others are only counted.

What the reports left out would change is kept: the first and the last report, corrections, retractions, denials, the
lowest, highest and latest numbers, and a report of each group of sources that repeat each other. An article is kept or
left out as a whole, since whom its numbers count depends on all of them. Pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, zip_longest
from typing import TypeVar

from agents.happenings.claims import claims_of, in_time, retracted_by
from agents.happenings.consensus import best_evidence, standing_reports
from agents.happenings.count_summary import deciding_claims, latest_of_speakers
from agents.happenings.independence import source_groups, source_key
from agents.happenings.rules import rules
from agents.happenings.vocabulary import name_key
from streams.contract.happening import Copy, HappeningReport

Item = TypeVar("Item")


def bounded(reports: list[HappeningReport], copies: list[Copy], most: int) -> tuple[list[HappeningReport], list[Copy]]:
    """Return at most `most` reports, in the same order, and the copies with an entry for each article left out.

    The entry names an article of the same group of dependent sources, so that independent sources stay the same.
    """
    if len(reports) > most:
        groups = source_groups(reports, copies)
        kept = _kept(reports, groups, most)
        copies = [*copies, *_counted_only(reports, kept, copies, groups)]
        reports = kept
    return reports, copies[: rules().limits.copies]


def _kept(reports: Sequence[HappeningReport], groups: Mapping[str, str], most: int) -> list[HappeningReport]:
    sizes = Counter(report.article_id for report in reports)
    chosen: set[str] = set()
    free = most
    for article in dict.fromkeys(_by_need(reports, groups, most)):
        if sizes[article] <= free:
            chosen.add(article)
            free -= sizes[article]
    return [report for report in reports if report.article_id in chosen] or list(reports[:most])


def _by_need(reports: Sequence[HappeningReport], groups: Mapping[str, str], most: int) -> Iterator[str]:
    """Yield the ids of the articles, those that are needed most first; some more than once."""
    ordered = in_time(reports)
    by_event = {report.event_id: report for report in reports}
    claims, corrections = claims_of(ordered)
    yield ordered[-1].article_id
    yield ordered[0].article_id
    changed = [by_event[correction.event_id] for correction in reversed(corrections)]
    yield from (claim.article_id for claim in deciding_claims(claims))
    yield from (report.article_id for report in islice(changed, most // 2))
    standing = standing_reports(ordered)
    earlier = (retracted_by(report, ordered)[-1:] for report in changed if report.status == "negated")
    needed = chain(standing[:1], standing[-1:], *earlier, _of_groups(reports, groups))
    yield from (report.article_id for report in needed)
    yield best_evidence(ordered).article_id
    yield from (claim.article_id for claim in islice(latest_of_speakers(claims), most // 2))
    yield from (claim.article_id for claim in reversed(claims) if claim.withdrawn == "correction")
    denials = [report for report in ordered if report.status == "negated"]
    yield from (report.article_id for report in islice(_outer_first(denials), most // 2))
    yield from (report.article_id for report in _outer_first(reports))


def _of_groups(reports: Sequence[HappeningReport], groups: Mapping[str, str]) -> Iterator[HappeningReport]:
    """Yield the first report of each group of several sources, and of each agency."""
    members: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        members[groups[report.article_id]].add(source_key(report))
    seen: set[tuple[str, str]] = set()
    for report in reports:
        group = groups[report.article_id]
        names = {("group", group)} if len(members[group]) > 1 else set()
        if report.agency is not None:
            names.add(("agency", name_key(report.agency)))
        if not names <= seen:
            seen |= names
            yield report


def _outer_first(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the first item, the last, the second, the last but one, and so on."""
    half = (len(items) + 1) // 2
    pairs = zip_longest(items[:half], reversed(items[half:]))
    return (item for pair in pairs for item in pair if item is not None)


def _counted_only(
    reports: Sequence[HappeningReport],
    kept: Sequence[HappeningReport],
    copies: Sequence[Copy],
    groups: Mapping[str, str],
) -> Iterator[Copy]:
    """Yield an entry for each article that has no report any more, unless the copies have one."""
    counted = {report.article_id for report in kept} | {copy.article_id for copy in copies}
    first: dict[str, str] = {}
    for report in [*kept, *reports]:
        first.setdefault(groups[report.article_id], report.article_id)
    for report in reports:
        if report.article_id not in counted:
            counted.add(report.article_id)
            other = first[groups[report.article_id]]
            yield Copy(
                article_id=report.article_id,
                source=report.source,
                url=report.url,
                copy_of=other if other != report.article_id else None,
                reported_at=report.reported_at,
            )
