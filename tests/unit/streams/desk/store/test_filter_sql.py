"""The store's SQL conditions select exactly the events that a route's rule selects."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.contract.codec import encode
from streams.contract.records import Event
from streams.desk.store.desk_store import DeskStore
from streams.desk.store.event_queries import event_page
from streams.desk.store.filters import Filter, to_rule
from streams.routing.event_fields import event_fields
from streams.routing.rule import matches
from tests.desk.invented_events import PLACES, SOURCES, TYPES, invented_articles

NEWEST = datetime(2026, 3, 20, 12, tzinfo=UTC)


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


PHRASES = some("coast guard", "COAST*", "met", "the", "varda's coast", "officials said", "gunmen of", "n*", "guard met")
BOXES = [(29.0, 60.0, 39.0, 75.0), (-60.0, 100.0, 70.0, -60.0), (31.61, 65.71, 31.61, 65.71)]
FILTERS = st.builds(
    Filter,
    type=some(*TYPES),
    mode=some("armed-attack", "none-such"),
    status=some("asserted", "negated", "future"),
    country=some(*{place[3] for place in PLACES}),
    actor_country=some("NOR", "ZAF", "PER"),
    sector=some("MIL", "CVL"),
    actor=some("coast guard", "ona", "red delta", "Sowe", "guard the", "harbour*"),
    text=PHRASES,
    box=st.none()
    | st.sampled_from([(29.0, 60.0, 39.0, 75.0), (-60.0, 100.0, 70.0, -60.0), (31.61, 65.71, 31.61, 65.71)]),
    min_confidence=st.sampled_from([0.0, 0.5, 0.9]),
)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[sqlite3.Connection, list[Event]]]:
    store = DeskStore(tmp_path_factory.mktemp("desk") / "desk.sqlite")
    made = list(invented_articles(150, NEWEST))
    store.write([change for one in made for change in one.changes(0)], {})
    with sqlite3.connect(store.path) as connection:
        yield connection, [event for one in made for event in one.events]
    connection.close()
    store.close()


def ids(connection: sqlite3.Connection, wanted: Filter) -> list[str]:
    from msgspec.json import decode

    return [decode(found.record)["event_id"] for found in event_page(connection, wanted, None, 1000)]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILTERS)
def test_the_store_chooses_as_a_route_does(stored: tuple[sqlite3.Connection, list[Event]], wanted: Filter) -> None:
    connection, events = stored
    taken = [event.event_id for event in events if matches(to_rule(wanted), event_fields(encode(event)))]
    assert ids(connection, wanted) == taken[::-1]


def test_the_examples_choose_some_and_not_all(stored: tuple[sqlite3.Connection, list[Event]]) -> None:
    connection, events = stored
    for wanted in (Filter(text=("coast guard",)), Filter(actor=("harbour*",)), Filter(box=(29.0, 60.0, 39.0, 75.0))):
        assert 0 < len(ids(connection, wanted)) < len(events)


@pytest.mark.parametrize("date_of", ["event", "report"])
def test_dates_choose_the_days_of_event_or_report(stored: tuple[sqlite3.Connection, list[Event]], date_of: str) -> None:
    connection, events = stored
    wanted = Filter(date_from=date(2026, 3, 1), date_to=date(2026, 3, 10), date_of=date_of)  # type: ignore[arg-type]
    taken = [event.event_id for event in events if event.date and "2026-03-01" <= event.date.value <= "2026-03-10"]
    assert taken
    assert ids(connection, wanted) == taken[::-1]


def test_source_is_exact(stored: tuple[sqlite3.Connection, list[Event]]) -> None:
    connection, events = stored
    taken = [event.event_id for event in events if event.source == SOURCES[0]]
    assert ids(connection, Filter(source=(SOURCES[0],))) == taken[::-1]
    assert ids(connection, Filter(source=(SOURCES[0][:-1],))) == []
