"""The summary of a count over all claims: the latest, lowest and highest number, and whether it is disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from agents.happenings.count_groups import SLOTS, is_of_one_group, people_of, side_of, slots_counted_apart, with_groups
from agents.happenings.days import order_of
from agents.happenings.vocabulary import name_key
from streams.contract.happening import Claim, CountSummary, HappeningCounts


@dataclass(frozen=True, slots=True)
class _Toll:
    """A number of everybody: one claim, or the sum of the claims of an article that counts groups apart."""

    last: Claim
    """The claim, or the last one of the sum."""
    low: int
    high: int | None
    said_by: str | None
    is_disputed: bool = False
    """Whether it is the number of one group, and larger than what another speaker says of everybody."""


def counts_of(claims: Iterable[Claim]) -> HappeningCounts:
    """Return the summary of each slot that has a claim left."""
    told = list(claims)
    return HappeningCounts(**{slot: _summary([c for c in told if c.slot == slot]) for slot in SLOTS})


def _summary(claims: Sequence[Claim]) -> CountSummary | None:
    standing = [claim for claim in claims if claim.withdrawn is None]
    if not standing:
        return None
    tolls = _tolls(claims)
    latest = max(tolls, key=_in_time)
    return CountSummary(
        latest_min=latest.low,
        latest_max=latest.high,
        latest_said_by=latest.said_by,
        latest_source=latest.last.source,
        as_of=latest.last.as_of,
        lowest=min(toll.low for toll in tolls),
        highest=max(map(_top, tolls)),
        claims=len(standing),
        disputed=any(toll.is_disputed for toll in tolls) or _is_disputed(with_groups(standing)),
    )


def deciding_claims(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the claims without which the summaries would differ: the latest, lowest and highest, and an example of
    claims of groups counted apart."""
    for slot in SLOTS:
        of_slot = [claim for claim in claims if claim.slot == slot]
        if tolls := _tolls(of_slot):
            yield max(tolls, key=_in_time).last
            yield max(tolls, key=_top).last
            yield min(tolls, key=lambda toll: toll.low).last
            yield from [claim for claim in of_slot if claim.group is not None and claim.withdrawn is None][-1:]


def latest_of_speakers(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the latest claim of each speaker, the last one first: they decide whether a number is disputed."""
    seen: set[tuple[str, str | None, str]] = set()
    for claim in reversed(with_groups(claims)):
        if claim.said_by is not None and claim.withdrawn is None:
            key = claim.slot, people_of(claim), name_key(claim.said_by)
            if key not in seen:
                seen.add(key)
                yield claim


def _in_time(toll: _Toll) -> tuple[str, int, str]:
    return order_of(toll.last.as_of), toll.low, toll.last.event_id


def _top(toll: _Toll) -> int:
    return toll.high if toll.high is not None else toll.low


def _tolls(claims: Sequence[Claim]) -> list[_Toll]:
    """Return the numbers of everybody, in order of time.

    Groups are added within one article only. Where one counts groups apart, the number of a single group counts where
    it is larger than all before it: at least so many people then.
    """
    apart, found = slots_counted_apart(claims), list[_Toll]()
    broken = {claim.article_id for claim in claims if claim.withdrawn is not None and claim.group is not None}
    for article, told in _by_article(claim for claim in claims if claim.withdrawn is None).items():
        groups = [claim for claim in told if claim.group is not None]
        if groups and article not in broken:
            found.append(_sum(groups))
        parts = groups if article in broken else []
        for claim in told:
            if is_of_one_group(claim, apart):
                parts.append(claim)
            elif claim.group is None:
                found.append(_Toll(claim, claim.min, claim.max, claim.said_by))
        largest = max(parts, key=lambda part: part.min, default=None)
        if largest is not None and largest.min > max((toll.low for toll in found), default=-1):
            found.append(_at_least(largest, found))
    return found


def _at_least(part: Claim, earlier: Iterable[_Toll]) -> _Toll:
    others = (toll for toll in earlier if toll.said_by and part.said_by and not _is_one(toll.said_by, part.said_by))
    return _Toll(part, part.min, None, part.said_by, any(t.high is not None and t.high < part.min for t in others))


def _is_one(speaker: str, other: str) -> bool:
    return name_key(speaker) == name_key(other)


def _sum(groups: Sequence[Claim]) -> _Toll:
    """Return the sum over the groups of one article; its speaker is that of all its numbers, if they have one."""
    largest: dict[str | None, Claim] = {}
    for claim in sorted(groups, key=lambda claim: claim.min):
        largest[side_of(claim.group or "") or claim.group] = claim
    speakers = {claim.said_by and name_key(claim.said_by) for claim in groups}
    tops = [claim.max for claim in largest.values()]
    return _Toll(
        groups[-1],
        sum(claim.min for claim in largest.values()),
        sum(top for top in tops if top is not None) if None not in tops else None,
        groups[-1].said_by if len(speakers) == 1 else None,
    )


def _by_article(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.article_id].append(claim)
    return found


def _is_disputed(claims: Sequence[Claim]) -> bool:
    """Return whether the latest claims of two named speakers about the same people have no number in common."""
    latest: dict[str | None, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.said_by is not None:
            latest[people_of(claim)][name_key(claim.said_by)] = claim
    return any(_are_apart(told.values()) for told in latest.values())


def _are_apart(claims: Collection[Claim]) -> bool:
    """Return whether the number of one claim is below that of another."""
    tops = [claim.max for claim in claims if claim.max is not None]
    return bool(tops) and min(tops) < max(claim.min for claim in claims)
