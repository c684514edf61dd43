"""Forgetting depends only on what was published, so that a worker that reads it back forgets the same."""

from __future__ import annotations

from agents.happenings.joining import Joining
from agents.happenings.store import UNPACKED
from streams.contract.records import Event
from tests.unit.support.news_events import attack, day, place

OLD, NEW = "2024-03-04", "2024-07-04"
"""Two days that are further apart than a closed happening is remembered."""


def event_of(number: int, on: str) -> Event:
    return attack(
        f"{on} {number}",
        date=day(on),
        location=place(f"P{number}", lat=float(number % 80), lon=float(number // 80)),
        published_at=f"{on}T12:00:00Z",
    )


def test_old_happenings_are_forgotten_whatever_was_read_last() -> None:
    """More are stored than are kept decoded, and far fewer than the capacity."""
    first = Joining(10_000)
    for number in range(UNPACKED + 20):
        first.add_events([event_of(number, OLD)])
    second = Joining(10_000)
    second.load([held.happening for held in first.store])
    for joining in (first, second):
        joining.add_events([event_of(9_999, NEW)])
    assert len(first.store) == len(second.store) == 1


def test_a_single_happening_is_judged_by_its_last_report() -> None:
    joining = Joining(100)
    joining.add_events([event_of(1, OLD)])
    (happening,) = joining.add_events([attack("a2", date=day(OLD), location=place("P1", lat=1.0, lon=0.0))])
    assert happening.articles == 2
    assert len(joining.store) == 1
