"""Listeners get each event once and in order after any reconnect; listeners with the same filter share one query."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from streams.desk.live_events import LiveEvents
from streams.desk.result_cache import ResultCache
from streams.desk.store.desk_store import DeskStore
from streams.desk.store.filters import Filter
from streams.desk.store.store_reader import StoreReader
from tests.desk.invented_events import invented_articles

MADE = list(invented_articles(400, datetime(2026, 3, 20, tzinfo=UTC)))
BODY = re.compile(rb"id: (\S+)\nevent: event\ndata: (.*)\n\n")


async def read(live: LiveEvents, wanted: Filter, after: int, until: int) -> list[str]:
    """Return the ids of the events that a listener gets between two positions."""
    found = []
    while after < until:
        chunk, after = await live.chunk(wanted, after)
        found += [msgspec.json.decode(data)["event"]["event_id"] for _, data in BODY.findall(chunk)]
    return found


async def test_resuming_anywhere_loses_and_repeats_nothing(tmp_path: Path) -> None:
    store = DeskStore(tmp_path / "desk.sqlite")
    last = store.write([change for made in MADE for change in made.changes(0)], {})
    reader = StoreReader(store.path)
    live = LiveEvents(reader, store.generation, last)
    events = [event for made in MADE for event in made.events]
    kinds = Filter(type=("AID", "ASSAULT"))
    expected = [event.event_id for event in events if event.event_type in kinds.type]

    assert await read(live, Filter(), 0, last) == [event.event_id for event in events]
    assert await read(live, kinds, 0, last) == expected
    for stop in (1, 17, 500, last - 1):
        later = await read(live, kinds, stop, last)
        kept = [event.event_id for event in events[stop:] if event.event_type in kinds.type]
        assert later == kept
    reader.close()
    store.close()


def test_an_id_of_another_store_is_known_as_such(tmp_path: Path) -> None:
    live = LiveEvents(StoreReader(tmp_path / "none"), "abc", 7)
    assert (live.last_id, live.seq_of("abc-5"), live.seq_of("abc-9")) == ("abc-7", 5, 9)
    for wrong in ("abd-5", "abc-", "abc", "abc--1", "abc-٣", "", "abc-" + "9" * 30):
        assert live.seq_of(wrong) is None


async def test_concurrent_equal_queries_run_once() -> None:
    asked = 0

    async def answer() -> bytes:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0)
        return b"%d" % asked

    now = 0.0
    cache = ResultCache(lambda: now)
    assert set(await asyncio.gather(*(cache.get("q", answer) for _ in range(9)))) == {b"1"}
    assert await cache.get("other", answer) == b"2"
    now = 5.0
    assert await cache.get("q", answer) == b"3"


async def test_failures_are_not_cached() -> None:
    cache = ResultCache(lambda: 0.0)

    async def fail() -> bytes:
        raise ValueError

    for _ in range(2):
        try:
            await cache.get("q", fail)
        except ValueError:
            continue
        raise AssertionError
