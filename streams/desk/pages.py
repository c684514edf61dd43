"""The pages: HTML rendered on the server from templates that escape every value. They work without scripts."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any
from urllib.parse import urlencode

import msgspec
from aiohttp import web

from streams.contract.records import Article, EnrichedArticle, Event
from streams.contract.topics import EVENTS
from streams.desk.access import Access
from streams.desk.health_view import HealthReader
from streams.desk.store import article_queries, event_queries
from streams.desk.store.filters import Filter, parse_query, query_parameters
from streams.desk.store.store_reader import StoreReader
from streams.desk.view.article_view import article_view
from streams.desk.view.reasons import ArticleReasons, Explainer
from streams.desk.view.rendering import indented_json, render
from streams.http_api.responses import RequestRejected
from streams.ops.settings import Settings

EXPLAIN_SECONDS = 4.0
"""Longest wait for the reasons; the page is then shown without them and says so."""
LIST = 50
_event = msgspec.json.Decoder(Event).decode
_article = msgspec.json.Decoder(EnrichedArticle).decode


class Pages:
    """The HTML pages."""

    def __init__(
        self, reader: StoreReader, access: Access, health: HealthReader, explainer: Explainer | None, settings: Settings
    ) -> None:
        self._reader, self._access, self._health = reader, access, health
        self._explainer, self._settings = explainer, settings

    def routes(self) -> dict[str, Any]:
        """Return the page of each path; all are GET."""
        return {
            "/": self.now,
            "/events/{event_id}": self.event,
            "/articles": self.articles,
            "/articles/{article_id:.+}": self.article,
            "/happenings": self.happenings,
            "/happenings/{happening_id}": self.happening,
            "/health": self.health,
            "/login": self.login,
        }

    async def now(self, request: web.Request) -> web.Response:
        """Return the live page."""
        wanted, _ = parse_query(request.query.items())
        return page("now.html", view="now", query=urlencode(query_parameters(wanted)))

    async def event(self, request: web.Request) -> web.Response:
        """Return one event in its article."""
        event_id = request.match_info["event_id"]
        found = await self._reader.run(partial(event_queries.event_by_id, event_id=event_id))
        if found is None:
            raise RequestRejected(404, "no such event here: it may be older than the retention of the desk")
        event = _event(found.record)
        happenings = await self._reader.run(partial(article_queries.happenings_of_event, event_id=event_id))
        return await self._reading(event.article_id, event, happenings)

    async def article(self, request: web.Request) -> web.Response:
        """Return one article with everything that was read in it."""
        return await self._reading(request.match_info["article_id"], None, [])

    async def _reading(self, article_id: str, event: Event | None, happenings: list[str]) -> web.Response:
        stored = await self._reader.run(partial(article_queries.article_by_id, article_id=article_id))
        if stored is None and event is None:
            raise RequestRejected(404, "no such article here: it may be older than the retention of the desk")
        found = await self._reader.run(partial(event_queries.events_of_article, article_id=article_id))
        article = stored.article if stored else None
        view = article_view(
            article,
            _article(stored.record) if stored and stored.record else None,
            [_event(one.record) for one in found],
            await self._reasons(article),
            event.event_id if event else None,
            stored.duplicates if stored else (),
        )
        shown = next((one for one in view.events if one.focused), None)
        raw = next((one.record for one in found if shown and _event(one.record) == shown.event), None)
        whole = bytes(stored.record) if stored and stored.record else b"null"
        return page(
            "reading.html",
            view="articles",
            article=view,
            focus=shown,
            happenings=happenings,
            broker=self._settings.broker[0],
            topic=self._settings.topic(EVENTS),
            raw=indented_json(raw or whole),
            can_explain=self._explainer is not None,
        )

    async def _reasons(self, article: Article | None) -> ArticleReasons | None:
        if self._explainer is None or article is None:
            return None
        try:
            async with asyncio.timeout(EXPLAIN_SECONDS):
                return await self._explainer.explain(article)
        except TimeoutError:
            return None

    async def articles(self, request: web.Request) -> web.Response:
        """Return the newest articles."""
        return await self._list(request, article_queries.article_page, "articles")

    async def happenings(self, request: web.Request) -> web.Response:
        """Return the happenings that changed last."""
        return await self._list(request, article_queries.happening_page, "happenings")

    async def _list(self, request: web.Request, query: Any, view: str) -> web.Response:
        wanted, others = parse_query(request.query.items(), ("before",))
        before = others.get("before", "")
        at = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
        rows = await self._reader.run(partial(query, wanted=wanted, before=at, limit=LIST))
        older = urlencode([*query_parameters(wanted), ("before", rows[-1].seq)]) if len(rows) == LIST else None
        shown: dict[str, Any] = {"older": older, "wanted": wanted, "filtered": wanted != Filter(), "first": at is None}
        return page(f"{view}.html", view=view, rows=msgspec.json.decode(msgspec.json.encode(rows)), **shown)

    async def happening(self, request: web.Request) -> web.Response:
        """Return one happening: its claims over time, and its sources side by side."""
        query = partial(article_queries.happening_by_id, happening_id=request.match_info["happening_id"])
        found = await self._reader.run(query)
        if found is None:
            raise RequestRejected(404, "no such happening here: it may be older than the retention of the desk")
        record = msgspec.json.decode(found.happening)
        # The record has them in order of arrival; a report without a time is last.
        record["reports"].sort(key=lambda report: report["reported_at"] or "~")
        return page("happening.html", view="happenings", happening=record, raw=indented_json(bytes(found.happening)))

    async def health(self, request: web.Request) -> web.Response:
        """Return the health page: outcomes of the articles, and the lag of the workers."""
        health = await self._health.read()
        peak = max(1, *(hour.enriched + hour.duplicate + hour.dead for hour in health.hours))
        return page("health.html", view="health", health=health, peak=peak, letters=await self._letters())

    async def _letters(self) -> list[article_queries.DeadLetterRow]:
        return await self._reader.run(partial(article_queries.dead_letter_page, before=None, limit=20))

    async def login(self, request: web.Request) -> web.Response:
        """Return the login form."""
        return page("login.html", view="login", wrong=False)

    async def log_in(self, request: web.Request) -> web.Response:
        """Log in with the token from the form."""
        given = (await request.post()).get("token", "")
        answer = self._access.log_in(given if isinstance(given, str) else "", request.secure)
        return answer or page("login.html", status=401, view="login", wrong=True)


def page(template: str, status: int = 200, **values: Any) -> web.Response:
    """Return a page rendered from its template."""
    text = render(template, **values)
    return web.Response(status=status, text=text, content_type="text/html", headers={"Cache-Control": "no-store"})
