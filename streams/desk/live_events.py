"""New events for listeners. One query serves both missed and new events, so that none is lost between them.

Listeners wake together, at most four times per second. Those with the same filter are then at the same position, and
share one query and its bytes.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import OrderedDict
from functools import partial

from streams.desk.store.event_queries import StoredEvent, events_between, single_line
from streams.desk.store.filters import Filter
from streams.desk.store.store_reader import StoreReader

TICK_SECONDS = 0.25
EVENTS_AT_ONCE = 500
CHUNKS_KEPT = 64

Key = tuple[Filter, int, int]
Chunk = tuple[bytes, int]
"""Server-sent events, and the last sequence number that they cover."""


class LiveEvents:
    """New events of one store, as server-sent events; the id of each is a position from which to continue."""

    def __init__(self, reader: StoreReader, generation: str, last_seq: int) -> None:
        self._reader, self.generation = reader, generation
        self._written = self._shown = last_seq
        self._news = asyncio.Event()
        self._chunks: OrderedDict[Key, asyncio.Task[Chunk]] = OrderedDict()

    @property
    def last_id(self) -> str:
        """Return the id of the newest event for which listeners were woken."""
        return self.id_of(self._shown)

    def id_of(self, seq: int) -> str:
        """Return the event id of a sequence number; it is valid for this store only."""
        return f"{self.generation}-{seq}"

    def seq_of(self, event_id: str) -> int | None:
        """Return the sequence number of an id; None if it is of another store."""
        generation, _, number = event_id.partition("-")
        if generation != self.generation or not number.isascii() or not number.isdecimal() or len(number) > 18:
            return None
        return int(number)

    def written(self, seq: int) -> None:
        """Record that the store has events up to this number. Call it in the event loop."""
        self._written = max(self._written, seq)

    async def run(self) -> None:
        """Wake the listeners when there are new events, until cancelled."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            if self._written > self._shown:
                self._shown = self._written
                self._news.set()
                self._news = asyncio.Event()

    async def wait(self, after: int) -> None:
        """Wait until there is an event after this number."""
        while self._shown <= after:
            await self._news.wait()

    async def chunk(self, wanted: Filter, after: int) -> Chunk:
        """Return the events after a number that match the filter, up to the last wake-up; at most `EVENTS_AT_ONCE`."""
        key = (wanted, after, self._shown)
        task = self._chunks.get(key)
        if task is None:
            query = partial(_new_events, wanted=wanted, after=after, upto=self._shown)
            task = self._chunks[key] = asyncio.create_task(self._encoded(query, self._shown))
            while len(self._chunks) > CHUNKS_KEPT:
                self._chunks.popitem(last=False)
        # A listener that disconnects must not cancel the query that others share.
        return await asyncio.shield(task)

    async def _encoded(self, query: partial[list[StoredEvent]], upto: int) -> Chunk:
        found = await self._reader.run(query)
        reached = found[-1].seq if len(found) == EVENTS_AT_ONCE else upto
        parts = [self._message(event) for event in found]
        if not parts or found[-1].seq < reached:
            # Nothing matches up to here: the next connection need not search it again.
            parts.append(f"id: {self.id_of(reached)}\nevent: place\ndata: {{}}\n\n".encode())
        return b"".join(parts), reached

    def _message(self, event: StoredEvent) -> bytes:
        head = f'id: {self.id_of(event.seq)}\nevent: event\ndata: {{"seq":{event.seq},"event":'
        return head.encode() + single_line(event.record) + b"}\n\n"


def _new_events(database: sqlite3.Connection, wanted: Filter, after: int, upto: int) -> list[StoredEvent]:
    return events_between(database, wanted, after, upto, EVENTS_AT_ONCE)
