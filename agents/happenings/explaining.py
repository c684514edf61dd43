"""Why events were joined or not: each pair of one family with a score near the threshold, with its points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from agents.happenings.claims import claims_of, in_time
from agents.happenings.event_matching import match, sets_apart
from agents.happenings.event_profile import EventProfile, profile
from agents.happenings.joining import Joining
from agents.happenings.match_result import Match
from agents.happenings.partitioning import by_meeting_key, partition
from agents.happenings.reports import report_of
from agents.happenings.rules import rules
from streams.contract.happening import Claim
from streams.contract.records import Event

CAPACITY = 10_000
NEAR = 4.0
"""A pair that was not joined is shown if its score is at most this many points below `join`."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events, their match, and whether they are in one happening."""

    one: Event
    other: Event
    match: Match
    happening_id: str | None
    """The happening of both; None if they are not joined."""
    apart: str | None
    """Why they are two whatever their points are: never compared, or two events in their article; else None."""
    claims: list[Claim]
    """Who gives which number in each of the two."""


def explain_joining(articles: Sequence[Sequence[Event]], partitions: int) -> Iterator[Pair]:
    """Join the events of these articles as the agent does, over `partitions` partitions; yield the pairs to show.

    These are pairs, of one article or of two, that are in one happening or near it, the best match first.
    """
    parts = [Joining(CAPACITY) for _ in range(partitions)]
    place: dict[str, int] = {}
    for events in articles:
        for key, group in by_meeting_key(events).items():
            number = partition(key, partitions)
            place |= {event.event_id: number for event in group}
            parts[number].add_events(group)
    every = [event for events in articles for event in events]
    reports = {event.event_id: report_of(event) for event in every}
    profiles = {identity: profile(report) for identity, report in reports.items()}
    pairs = [(one, other, match(profiles[one.event_id], profiles[other.event_id])) for one, other in _pairs(every)]
    for one, other, found in sorted(pairs, key=lambda pair: -pair[2].score):
        joined = _common(parts[place[one.event_id]], one, other) if _met(place, one, other) else None
        if joined is None and found.score < rules().join - NEAR:
            continue
        apart = None if joined else _apart(_met(place, one, other), profiles[one.event_id], profiles[other.event_id])
        claims, _ = claims_of(in_time([reports[one.event_id], reports[other.event_id]]))
        yield Pair(one, other, found, joined, apart, claims)


def _pairs(events: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    taken = [event for event in events if event.status in rules().joins]
    family = rules().family
    return ((a, b) for a, b in combinations(taken, 2) if family(a.event_type) == family(b.event_type))


def _apart(met: bool, one: EventProfile, other: EventProfile) -> str | None:
    if not met:
        return "never compared: no worker receives both"
    if one.article_id == other.article_id and sets_apart(one, other):
        return "their article tells them as two events"
    return None


def _met(place: dict[str, int], one: Event, other: Event) -> bool:
    return place[one.event_id] == place[other.event_id]


def _common(joining: Joining, one: Event, other: Event) -> str | None:
    owner = joining.store.owner(one.event_id)
    if owner is None or owner != joining.store.owner(other.event_id):
        return None
    return joining.store.get(owner).happening.happening_id
