"""Forgetting depends only on what was published, so that a worker that reads it back forgets the same."""

from __future__ import annotations

import random
from typing import Any

import pytest

from agents.happenings.days import day_of
from agents.happenings.event_profile import profile
from agents.happenings.joining import Joining
from agents.happenings.store import AGREEING, UNPACKED
from streams.contract.happening import Happening
from streams.contract.records import Event
from tests.unit.support.news_events import attack, day, place

OLD, NEW, LATER = "2024-03-04", "2024-07-04", "2024-11-04"
"""Days that are further apart than a closed happening is remembered."""


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
        for number in range(AGREEING):
            joining.add_events([event_of(9_000 + number, NEW)])
    assert len(first.store) == len(second.store) == AGREEING


def test_one_report_dated_far_in_the_future_makes_nothing_old() -> None:
    """Nor does it keep old ones in memory."""
    joining = Joining(100)
    joining.add_events([event_of(1, NEW)])
    joining.add_events([event_of(2, "2099-01-01")])
    again = attack("a", date=day(NEW), location=place("P1", lat=1.0, lon=0.0), published_at=f"{NEW}T13:00:00Z")
    (happening,) = joining.add_events([again])
    assert happening.articles == 2
    for number in range(3, 3 + AGREEING):
        joining.add_events([event_of(number, LATER)])
    assert {day_of(held.happening.first_report.reported_at) for held in joining.store} == {
        day_of(LATER),
        day_of("2099-01-01"),
    }


def test_archives_are_read_in_any_order() -> None:
    """A happening is still joined after reports of months before it."""
    joining = Joining(100)
    joining.add_events([event_of(1, NEW)])
    for number in range(2, 2 + AGREEING - 1):
        joining.add_events([event_of(number, OLD)])
    again = attack("a", date=day(NEW), location=place("P1", lat=1.0, lon=0.0), published_at=f"{NEW}T13:00:00Z")
    (happening,) = joining.add_events([again])
    assert happening.articles == 2


def test_a_report_without_a_date_ages_with_the_next_that_has_one() -> None:
    joining = Joining(100)
    joining.add_events([event_of(1, OLD)])
    joining.add_events([attack("undated", date=None, location=place("P2", lat=2.0, lon=0.0), published_at=None)])
    joining.add_events([event_of(3, OLD)])
    for number in range(4, 4 + AGREEING):
        joining.add_events([event_of(number, NEW)])
    assert len(joining.store) == AGREEING


@pytest.mark.parametrize("seed", range(12))
def test_what_is_read_back_forgets_the_same(seed: int) -> None:
    """Also where reports have no date, and where a report of a later month comes first."""
    draw, live, kept = random.Random(seed), Joining(100), dict[str, Happening]()
    months = [*sorted(draw.randrange(1, 10) for _ in range(39)), 12]
    months.insert(draw.randrange(8), months.pop())
    for number, month in enumerate(months):
        site, on = draw.randrange(12), f"2024-{month:02}-04"
        where = place(f"P{site}", lat=float(site), lon=0.0)
        dated = draw.random() < 0.6
        fields: dict[str, Any] = (
            {"date": day(on), "published_at": f"{on}T12:00:00Z"} if dated else {"date": None, "published_at": None}
        )
        for record in live.add_events([attack(f"a{number}", location=where, **fields)]):
            kept.pop(record.happening_id, None)
            kept[record.happening_id] = record
        again = Joining(100)
        again.load(kept.values())
        assert [one.happening for one in again.store] == [one.happening for one in live.store]


def test_a_first_report_without_a_date_is_not_old() -> None:
    """No other report has a date yet by which its age could be known."""
    joining = Joining(100)
    joining.add_events([attack("undated", date=None, location=place("P2", lat=2.0, lon=0.0), published_at=None)])
    joining.add_events([event_of(1, OLD)])
    assert len(joining.store) == 2
    for number in range(2, 2 + AGREEING):
        joining.add_events([event_of(number, NEW)])
    assert len(joining.store) == AGREEING


def test_a_single_happening_is_judged_by_its_last_report() -> None:
    joining = Joining(100)
    joining.add_events([event_of(1, OLD)])
    (happening,) = joining.add_events([attack("a2", date=day(OLD), location=place("P1", lat=1.0, lon=0.0))])
    assert happening.articles == 2
    assert len(joining.store) == 1


def test_packed_profiles_are_those_of_the_reports() -> None:
    """More are stored than are kept unpacked: the first are packed, the last are not."""
    joining = Joining(10_000)
    for number in range(UNPACKED + 20):
        joining.add_events([event_of(number, OLD)])
    for number in (0, UNPACKED + 19):
        profiles = joining.store.profiles(number)
        assert profiles == [profile(report) for report in joining.store.get(number).happening.reports]
