"""The JSON endpoints. Each is read-only: it parses its query, queries the store in a thread, and responds."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

import msgspec
from aiohttp import web

from streams.desk.live_events import LiveEvents
from streams.desk.result_cache import ResultCache
from streams.desk.route_rule import route_toml
from streams.desk.store import article_queries, event_queries
from streams.desk.store.filters import BadQuery, Filter, parse_query
from streams.desk.store.store_reader import StoreReader
from streams.http_api.responses import JSON, RequestRejected

T = TypeVar("T")
Endpoint = Callable[[web.Request], Awaitable[web.StreamResponse]]
PAGE, MOST_A_PAGE = 50, 200
_encode = msgspec.json.Encoder().encode


class DeskApi:
    """The endpoints under `/api/`, except the stream and downloads."""

    def __init__(self, reader: StoreReader, live: LiveEvents) -> None:
        self._reader, self._live = reader, live
        self._cache = ResultCache()

    def routes(self) -> dict[str, Endpoint]:
        """Return the endpoint of each path; all are GET."""
        return {
            "/api/events": self.events,
            "/api/events/{event_id}": self.event,
            "/api/articles": self.articles,
            "/api/articles/{article_id:.+}": self.article,
            "/api/happenings": self.happenings,
            "/api/happenings/{happening_id}": self.happening,
            "/api/counts": self.counts,
            "/api/map": self.map,
            "/api/dead-letters": self.dead_letters,
            "/api/route": self.route,
        }

    async def events(self, request: web.Request) -> web.Response:
        """Return a page of events, newest first."""
        wanted, before, limit = _page_of(request)

        def query(database: sqlite3.Connection) -> tuple[list[event_queries.StoredEvent], int]:
            # From one state of the store: what the stream sends after it is on no earlier page.
            page = event_queries.event_page(database, wanted, before, limit)
            return page, event_queries.last_seq(database)

        found, last = await self._reader.run(query)
        items = [{"seq": event.seq, "event": msgspec.Raw(event.record)} for event in found]
        return _json({"items": items, "next": _next(found, limit), "stream_from": self._live.id_of(last)})

    async def event(self, request: web.Request) -> web.Response:
        """Return one event with the ids of the happenings that it is part of."""
        _no_query(request)
        event_id = request.match_info["event_id"]
        found = await self._one(partial(event_queries.event_by_id, event_id=event_id), "event")
        happenings = await self._reader.run(partial(article_queries.happenings_of_event, event_id=event_id))
        return _json({"seq": found.seq, "event": msgspec.Raw(found.record), "happening_ids": happenings})

    async def articles(self, request: web.Request) -> web.Response:
        """Return a page of articles, newest first."""
        wanted, before, limit = _page_of(request)
        found = await self._reader.run(partial(article_queries.article_page, wanted=wanted, before=before, limit=limit))
        return _json({"items": found, "next": _next(found, limit)})

    async def article(self, request: web.Request) -> web.Response:
        """Return one article: its text, its annotations, its events, and the articles that repeat it."""
        _no_query(request)
        article_id = request.match_info["article_id"]
        found = await self._one(partial(article_queries.article_by_id, article_id=article_id), "article")
        events = await self._reader.run(partial(event_queries.events_of_article, article_id=article_id))
        value = msgspec.structs.asdict(found) | {"events": [msgspec.Raw(event.record) for event in events]}
        return _json(value)

    async def happenings(self, request: web.Request) -> web.Response:
        """Return a page of happenings, those that changed last first."""
        wanted, before, limit = _page_of(request)
        query = partial(article_queries.happening_page, wanted=wanted, before=before, limit=limit)
        found = await self._reader.run(query)
        return _json({"items": found, "next": _next(found, limit)})

    async def happening(self, request: web.Request) -> web.Response:
        """Return one happening."""
        _no_query(request)
        happening_id = request.match_info["happening_id"]
        query = partial(article_queries.happening_by_id, happening_id=happening_id)
        return _json(await self._one(query, "happening"))

    async def counts(self, request: web.Request) -> web.Response:
        """Return the number of events by bucket."""
        wanted, others = parse_query(request.query.items(), ("by",))
        by = others.get("by", "day")
        if by not in event_queries.BUCKETS:
            raise BadQuery(f"by {by!r}: not one of {', '.join(event_queries.BUCKETS)}")
        return await self._cached(("counts", by, wanted), partial(event_queries.counts, wanted=wanted, by=by))

    async def map(self, request: web.Request) -> web.Response:
        """Return the number of events by place."""
        wanted, _ = parse_query(request.query.items())
        return await self._cached(("map", wanted), partial(event_queries.map_points, wanted=wanted))

    async def dead_letters(self, request: web.Request) -> web.Response:
        """Return a page of dead letters, newest first."""
        wanted, before, limit = _page_of(request)
        if wanted != Filter():
            raise BadQuery("dead letters have no filters: they are articles that were not read")
        found = await self._reader.run(partial(article_queries.dead_letter_page, before=before, limit=limit))
        return _json({"items": found, "next": _next(found, limit)})

    async def route(self, request: web.Request) -> web.Response:
        """Return the filter as an entry of `routes.toml`."""
        wanted, _ = parse_query(request.query.items())
        return web.Response(text=route_toml(wanted), content_type="application/toml")

    async def _one(self, query: Callable[[sqlite3.Connection], T | None], what: str) -> T:
        found = await self._reader.run(query)
        if found is None:
            raise RequestRejected(404, f"no such {what} here: it may be older than the retention of the desk")
        return found

    async def _cached(self, question: tuple[object, ...], query: Callable[[sqlite3.Connection], Any]) -> web.Response:
        async def answer() -> bytes:
            return _encode(await self._reader.run(query)) + b"\n"

        return web.Response(body=await self._cache.get(question, answer), content_type=JSON)


def _page_of(request: web.Request) -> tuple[Filter, int | None, int]:
    """Return the filter, cursor and page size of a query.

    Raises:
        BadQuery: one of them is invalid.
    """
    wanted, others = parse_query(request.query.items(), ("before", "limit"))
    before = _whole("before", others["before"], 1, 2**62) if "before" in others else None
    return wanted, before, _whole("limit", others.get("limit", str(PAGE)), 1, MOST_A_PAGE)


def _whole(name: str, value: str, least: int, most: int) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 20 and least <= int(value) <= most):
        raise BadQuery(f"{name} {value[:30]!r}: a whole number from {least} to {most}")
    return int(value)


def _no_query(request: web.Request) -> None:
    if request.query:
        raise BadQuery(f"unknown parameter {next(iter(request.query))[:50]!r}: this endpoint has no parameters")


def _next(found: list[Any], limit: int) -> str | None:
    """Return the cursor of the next page, to be sent as `before` with the same filter; None on the last page."""
    return str(found[-1].seq) if len(found) == limit else None


def _json(value: Any) -> web.Response:
    return web.Response(body=_encode(value) + b"\n", content_type=JSON)
