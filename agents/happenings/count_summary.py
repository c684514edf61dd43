"""The summary of a count over all claims: the latest, lowest and highest number, and whether it is disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agents.happenings.count_groups import SLOTS, side_of
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


def counts_of(claims: Iterable[Claim]) -> HappeningCounts:
    """Return the summary of each slot that has a claim left."""
    standing = [claim for claim in claims if claim.withdrawn is None]
    return HappeningCounts(**{slot: _summary([c for c in standing if c.slot == slot]) for slot in SLOTS})


def _summary(claims: Sequence[Claim]) -> CountSummary | None:
    if not claims:
        return None
    tolls = list(_tolls(claims))
    latest = max(tolls, key=lambda toll: (order_of(toll.last.as_of), toll.low, toll.last.event_id))
    return CountSummary(
        latest_min=latest.low,
        latest_max=latest.high,
        latest_said_by=latest.said_by,
        latest_source=latest.last.source,
        as_of=latest.last.as_of,
        lowest=min(toll.low for toll in tolls),
        highest=max(toll.high if toll.high is not None else toll.low for toll in tolls),
        claims=len(claims),
        disputed=_is_disputed(claims),
    )


def _tolls(claims: Sequence[Claim]) -> Iterator[_Toll]:
    """Yield the numbers of everybody, in order of time.

    Once an article has counted groups apart, a later number of one of them replaces the earlier number of that group.
    """
    groups: dict[str, Claim] = {}
    for of_article in _by_article(claims):
        own: dict[str, Claim] = {}
        for claim in of_article:
            key = side_of(claim.group or claim.text) or claim.group
            if key is None or (claim.group is None and key not in groups):
                yield _Toll(claim, claim.min, claim.max, claim.said_by)
            elif key not in own or own[key].min < claim.min:
                own[key] = claim
        if own:
            groups |= own
            yield _sum(list(groups.values()), list(own.values()))


def _sum(groups: Sequence[Claim], own: Sequence[Claim]) -> _Toll:
    """Return the sum over all groups; its speaker is that of the article's own numbers, if they have one in common."""
    speakers = {claim.said_by and name_key(claim.said_by) for claim in own}
    tops = [claim.max for claim in groups]
    return _Toll(
        own[-1],
        sum(claim.min for claim in groups),
        sum(top for top in tops if top is not None) if None not in tops else None,
        own[-1].said_by if len(speakers) == 1 else None,
    )


def _by_article(claims: Iterable[Claim]) -> list[list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.article_id].append(claim)
    return list(found.values())


def _is_disputed(claims: Sequence[Claim]) -> bool:
    """Return whether the latest claims of two named speakers about the same people have no number in common."""
    latest: dict[tuple[str | None, str], Claim] = {}
    for claim in claims:
        if claim.said_by is not None:
            latest[claim.group, name_key(claim.said_by)] = claim
    tops = list(latest.items())
    return any(key[0] == other[0] and _apart(a, b) for i, (key, a) in enumerate(tops) for other, b in tops[i + 1 :])


def _apart(one: Claim, other: Claim) -> bool:
    return (one.max is not None and one.max < other.min) or (other.max is not None and other.max < one.min)
