"""`GET /api/stream`: server-sent events that continue from the last id."""

from __future__ import annotations

import asyncio

from aiohttp import web

from streams.desk.desk_metrics import DeskMetrics
from streams.desk.live_events import LiveEvents
from streams.desk.store.filters import BadQuery, Filter, parse_query
from streams.http_api.responses import RequestRejected

HEARTBEAT_SECONDS = 15.0
WRITE_SECONDS = 30.0
"""A listener that has read nothing for so long is disconnected; it can reconnect and continue."""
RETRY_MS = 2_000
RESET = b"event: reset\ndata: {}\n\n"
"""Sent if the id is of another store: the listener must reload."""


class EventStream:
    """Serves listeners, up to a maximum number."""

    def __init__(self, live: LiveEvents, metrics: DeskMetrics, most: int) -> None:
        self._live, self._metrics, self._most = live, metrics, most
        self._listening = 0

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send the events that match the filter, from the given id on, or from now on."""
        wanted, others = parse_query(request.query.items(), ("after",))
        last_id = request.headers.get("Last-Event-ID") or others.get("after")
        if last_id is not None and "-" not in last_id:
            raise BadQuery("after: an id of this stream, or `stream_from` of a page of events")
        if self._listening >= self._most:
            raise RequestRejected(
                503,
                f"{self._most} connections are open, which is the maximum (DATELINE_DESK_LISTENERS)",
                {"Retry-After": "10"},
            )
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        self._listening += 1
        self._metrics.listeners.set(self._listening)
        try:
            await response.prepare(request)
            await response.write(f"retry: {RETRY_MS}\n\n".encode())
            await self._follow(response, wanted, last_id)
        except (ConnectionError, TimeoutError):
            pass
        finally:
            self._listening -= 1
            self._metrics.listeners.set(self._listening)
        return response

    async def _follow(self, response: web.StreamResponse, wanted: Filter, last_id: str | None) -> None:
        after = self._live.seq_of(last_id if last_id is not None else self._live.last_id)
        if after is None:
            await response.write(RESET)
            after = self._live.seq_of(self._live.last_id)
            assert after is not None
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    await self._live.wait(after)
            except TimeoutError:
                await self._write(response, b": still here\n\n")
                continue
            chunk, after = await self._live.chunk(wanted, after)
            await self._write(response, chunk)

    async def _write(self, response: web.StreamResponse, chunk: bytes) -> None:
        async with asyncio.timeout(WRITE_SECONDS):
            await response.write(chunk)
