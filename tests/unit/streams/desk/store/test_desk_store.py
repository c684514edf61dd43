"""The store: each record once, bounded in size, rebuilt if missing or damaged, and used by one desk only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec
import pytest

from streams.contract.codec import encode
from streams.contract.errors import DatelineError, Misconfigured
from streams.contract.records import Event
from streams.desk.store.article_queries import article_by_id, article_page, dead_letter_page, happening_page
from streams.desk.store.changes import (
    Change,
    DeadLetterReceived,
    EventReceived,
    HappeningReceived,
    HappeningSummary,
    RawArticleReceived,
)
from streams.desk.store.desk_store import DeskStore
from streams.desk.store.event_queries import counts, event_page, events_between, map_points
from streams.desk.store.filters import Filter
from streams.desk.store.store_reader import QueryTooSlow, StoreReader
from streams.subscribe.record_types import DeadLetter
from tests.desk.invented_events import InventedArticle, invented_articles

NEWEST = datetime(2026, 3, 20, 12, tzinfo=UTC)
MADE = list(invented_articles(20, NEWEST))
EVERYTHING = 2**40


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[DeskStore]:
    opened = DeskStore(path)
    yield opened
    opened.close()


@pytest.fixture
def reader(store: DeskStore) -> Iterator[StoreReader]:
    opened = StoreReader(store.path)
    yield opened
    opened.close()


def changes(made: list[InventedArticle], at_ms: int = 1000) -> list[Change]:
    return [change for one in made for change in one.changes(at_ms)]


def stored(reader: StoreReader) -> list[Event]:
    page = reader.run_blocking(lambda database: event_page(database, Filter(), None, 1000))
    return [msgspec.json.decode(found.record, type=Event) for found in page][::-1]


def test_a_repeated_record_is_stored_once(store: DeskStore, reader: StoreReader) -> None:
    last = store.write(changes(MADE), {("events", 0): 7})
    assert store.write(changes(MADE), {("events", 0): 9}) == last
    assert stored(reader) == [event for one in MADE for event in one.events]
    assert store.positions() == {("events", 0): 9}


def test_an_amended_event_takes_the_place_of_the_old_one(store: DeskStore, reader: StoreReader) -> None:
    store.write(changes(MADE[:2]), {})
    old = MADE[0].events[0]
    repeated = msgspec.structs.replace(old, processed_at="2030-01-01T00:00:00Z")
    amended = msgspec.structs.replace(old, status="historical", event_type="AID")
    before = store.last_seq()
    assert store.write([EventReceived(repeated, encode(repeated), 0)], {}) == before
    assert store.write([EventReceived(amended, encode(amended), 0)], {}) > before
    assert [event for event in stored(reader) if event.event_id == old.event_id] == [amended]
    new = reader.run_blocking(lambda database: events_between(database, Filter(), before, EVERYTHING, 10))
    assert [msgspec.json.decode(found.record)["event_id"] for found in new] == [old.event_id]


def test_events_and_text_are_linked_in_either_order(store: DeskStore, reader: StoreReader) -> None:
    for one in (MADE[0].changes(5), MADE[1].changes(5)[::-1]):
        store.write(one, {})
    for made in MADE[:2]:
        article = reader.run_blocking(partial(article_by_id, article_id=made.article.id))
        assert article is not None
        assert (article.article, article.outcome) == (made.article, "enriched")
        assert bytes(article.record or b"") == encode(made.record)


def test_a_dead_letter_is_the_outcome_of_its_article(store: DeskStore, reader: StoreReader) -> None:
    letter = DeadLetter(
        reason="unsupported_language", stage="read", exception="Unreadable", message="fr", topic="articles.raw",
        partition=0, offset=7, attempts=1, key=None, value=b"{\xff", headers=[],
    )  # fmt: skip
    raw = MADE[0].changes(5)[0]
    assert isinstance(raw, RawArticleReceived)
    position = f"articles.raw/0/{letter.offset}"
    store.write([replace(raw, position=position), DeadLetterReceived(letter, 9), DeadLetterReceived(letter, 9)], {})
    (row,) = reader.run_blocking(lambda database: article_page(database, Filter(), None, 10))
    assert row.outcome == "dead"
    (shown,) = reader.run_blocking(lambda database: dead_letter_page(database, None, 10))
    assert (shown.message_at, shown.value, shown.bytes) == (position, "{\ufffd", 2)


def test_the_highest_version_of_a_happening_counts(store: DeskStore, reader: StoreReader) -> None:
    event = MADE[0].events[0]

    def seen(version: int, merged: str | None = None) -> HappeningReceived:
        head = HappeningSummary(happening_id="h", version=version, event_ids=[event.event_id], merged_into=merged)
        return HappeningReceived(head, b'{"version":%d}' % version, 0)

    store.write([*MADE[0].changes(0), seen(2), seen(1)], {})

    def shown(wanted: Filter) -> list[bytes]:
        rows = reader.run_blocking(lambda database: happening_page(database, wanted, None, 10))
        return [bytes(row.happening) for row in rows]

    assert shown(Filter()) == [b'{"version":2}']
    assert shown(Filter(type=(event.event_type,))) == [b'{"version":2}']
    assert shown(Filter(type=("NONE",))) == []
    store.write([seen(3, "other")], {})
    assert shown(Filter()) == []


def test_a_page_ends_where_the_next_begins(store: DeskStore, reader: StoreReader) -> None:
    store.write(changes(MADE), {})
    found: list[int] = []
    before = None
    while page := reader.run_blocking(partial(event_page, wanted=Filter(), before=before, limit=7)):
        found += [event.seq for event in page]
        before = page[-1].seq
    assert found == sorted(set(found), reverse=True)
    assert len(found) == 2 * len(MADE)


def test_counts_and_points_add_up(store: DeskStore, reader: StoreReader) -> None:
    store.write(changes(MADE), {})
    events = [event for one in MADE for event in one.events]
    for by in ("day", "type", "status", "country", "source"):
        buckets = reader.run_blocking(partial(counts, wanted=Filter(), by=by))
        assert sum(bucket.events for bucket in buckets) == len(events)
        assert all(bucket.events == sum(bucket.quad_classes.values()) for bucket in buckets)
    days = reader.run_blocking(lambda database: counts(database, Filter(), "day"))
    assert [day.value for day in days] == sorted({event.date.value for event in events if event.date})
    shown = reader.run_blocking(lambda database: map_points(database, Filter()))
    assert sum(point.events for point in shown.points) + shown.without_point + shown.left_out == len(events)


def test_the_oldest_go_first(store: DeskStore, reader: StoreReader) -> None:
    store.write(changes(MADE[:10], 1000) + changes(MADE[10:], 2000), {})
    while store.prune(2000, EVERYTHING, EVERYTHING):
        pass
    assert stored(reader) == [event for one in MADE[10:] for event in one.events]
    while store.prune(0, 4, EVERYTHING):
        pass
    assert stored(reader) == [event for one in MADE[-2:] for event in one.events]
    while store.prune(0, EVERYTHING, 1):
        pass
    assert stored(reader) == []
    assert not reader.run_blocking(lambda database: database.execute("SELECT * FROM event_tags").fetchall())


@pytest.mark.parametrize("damage", ["gone", "damaged", "another version"])
def test_a_missing_or_damaged_file_is_rebuilt(path: Path, damage: str) -> None:
    store = DeskStore(path)
    store.write(changes(MADE), {("events", 0): 7})
    old = store.generation
    store.close()
    if damage == "gone":
        path.unlink()
    elif damage == "damaged":
        path.write_bytes(path.read_bytes()[:100] + b"\xff" * 20_000)
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE meta SET value = 'old' WHERE name = 'version'")
        connection.close()
    store = DeskStore(path)
    assert (store.last_seq(), store.positions()) == (0, {})
    assert store.generation != old
    store.close()


def test_a_file_of_another_program_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    for content in (path.read_bytes(), b"not a database" * 100):
        path.write_bytes(content)
        with pytest.raises(Misconfigured, match="is not a file of a desk"):
            DeskStore(path)
        assert path.read_bytes() == content


def test_records_survive_a_restart(path: Path) -> None:
    store = DeskStore(path)
    last, generation = store.write(changes(MADE), {("events", 0): 7}), store.generation
    store.close()
    store = DeskStore(path)
    assert (store.last_seq(), store.generation, store.positions()) == (last, generation, {("events", 0): 7})
    store.close()


def test_a_file_serves_one_desk(store: DeskStore, path: Path) -> None:
    with pytest.raises(Misconfigured, match="in use by another desk"):
        DeskStore(path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="DATELINE_DESK_FILE"):
        DeskStore(tmp_path / "none" / "desk.sqlite")


def test_a_transaction_that_fails_leaves_nothing(store: DeskStore, reader: StoreReader) -> None:
    broken = EventReceived(MADE[0].events[0], None, 0)  # type: ignore[arg-type]
    with pytest.raises(DatelineError, match="cannot be written"):
        store.write([*changes(MADE[1:3]), broken], {("events", 0): 7})
    assert (store.positions(), stored(reader)) == ({}, [])


def test_a_query_that_takes_too_long_is_ended(store: DeskStore) -> None:
    store.write(changes(MADE), {})
    impatient = StoreReader(store.path, query_seconds=0.0)
    endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(QueryTooSlow):
        impatient.run_blocking(lambda database: database.execute(endless).fetchone())
    impatient.close()


def test_the_reader_cannot_write(reader: StoreReader) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.run_blocking(lambda database: database.execute("DELETE FROM events"))


def test_a_file_that_was_not_closed_is_opened_again(store: DeskStore, path: Path, tmp_path: Path) -> None:
    """A SIGKILL leaves records in the write-ahead log only; they must be read too."""
    store.write(changes(MADE), {("events", 0): 7})
    copied = tmp_path / "killed.sqlite"
    for suffix in ("", "-wal"):
        copied.with_name(copied.name + suffix).write_bytes(path.with_name(path.name + suffix).read_bytes())
    again = DeskStore(copied)
    assert (again.generation, again.positions()) == (store.generation, {("events", 0): 7})
    again.close()
