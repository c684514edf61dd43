"""The desk's HTTP server: paths, access control, and a response to every failure."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from importlib import resources
from pathlib import Path

from aiohttp import web

from streams.contract.errors import DatelineError, Misconfigured
from streams.desk.access import HEADERS, Access
from streams.desk.desk_api import DeskApi, Endpoint
from streams.desk.desk_metrics import DeskMetrics
from streams.desk.desk_openapi import document
from streams.desk.downloads import Downloads
from streams.desk.event_stream import EventStream
from streams.desk.health_view import HealthReader
from streams.desk.live_events import LiveEvents
from streams.desk.pages import Pages, page
from streams.desk.store.filters import BadQuery
from streams.desk.store.store_reader import QueryTooSlow, StoreReader
from streams.desk.view.reasons import Explainer
from streams.http_api.responses import RequestRejected, json_answer, problem
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

BACKLOG = 256
FORM_BYTES = 4 * 1024
"""Largest request body; only the login form has one."""
ADDRESS_BYTES = 64 * 1024
"""Longest request line; all filters together may be long."""
SHUTDOWN_SECONDS = 2.0
STATIC = Path(str(resources.files("streams.desk.view").joinpath("static")))


class DeskServer:
    """Serves the pages and the API of one store from `start` until `stop`."""

    def __init__(
        self,
        settings: Settings,
        store: Path,
        live: LiveEvents,
        metrics: DeskMetrics,
        readiness: Callable[[], list[str]],
        explainer: Explainer | None,
    ) -> None:
        self._settings, self._metrics, self._readiness = settings, metrics, readiness
        self._reader = StoreReader(store)
        self._downloads = Downloads(store, settings.desk_download_events)
        self._health = HealthReader(settings, self._reader)
        self._access = Access(settings)
        self._api = DeskApi(self._reader, live)
        self._stream = EventStream(live, metrics, settings.desk_listeners)
        self._pages = Pages(self._reader, self._access, self._health, explainer, settings)
        self._runner = web.AppRunner(
            self._application(), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS, max_line_size=ADDRESS_BYTES
        )

    async def start(self) -> None:
        """Start to listen.

        Raises:
            Misconfigured: the address cannot be bound.
        """
        host, port = self._settings.desk_host, self._settings.desk_port
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port, backlog=BACKLOG).start()
        except (OSError, UnicodeError) as error:
            await self._runner.cleanup()
            raise Misconfigured(f"DATELINE_DESK_HOST {host}, DATELINE_DESK_PORT {port}: {error}") from error

    @property
    def url(self) -> str:
        """Return the address on which it listens."""
        host, port = self._runner.addresses[0][:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def stop(self) -> None:
        """Answer requests in progress, disconnect listeners, close."""
        await self._runner.cleanup()
        self._downloads.close()
        self._reader.close()
        self._health.close()

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[self._answer], client_max_size=FORM_BYTES)
        router = application.router
        # Before `/api/events/{event_id}` and similar paths.
        router.add_get("/api/stream", self._stream.stream)
        router.add_get("/api/download", self._downloads.download)
        router.add_get("/api/health", self._api_health)
        for path, endpoint in self._api.routes().items():
            router.add_get(path, self._timed(endpoint))
        for path, shown in self._pages.routes().items():
            router.add_get(path, shown)
        router.add_post("/login", self._pages.log_in)
        router.add_get("/openapi.json", self._openapi)
        router.add_get("/healthz", self._healthz)
        router.add_static("/static", STATIC)
        application.on_response_prepare.append(_with_headers)
        return application

    def _timed(self, endpoint: Endpoint) -> Endpoint:
        async def handler(request: web.Request) -> web.StreamResponse:
            started = time.monotonic()
            try:
                return await endpoint(request)
            finally:
                self._metrics.query_seconds.observe(time.monotonic() - started)

        return handler

    async def _api_health(self, request: web.Request) -> web.Response:
        return json_answer(200, await self._health.read())

    async def _openapi(self, request: web.Request) -> web.Response:
        return json_answer(200, document(self._settings))

    async def _healthz(self, request: web.Request) -> web.Response:
        reasons = self._readiness()
        return json_answer(503 if reasons else 200, {"ok": not reasons, "reasons": reasons})

    @web.middleware
    async def _answer(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Respond to every failure with a problem document, or with a page for a browser; count every response."""
        try:
            self._access.check(request)
            response = await handler(request)
        except web.HTTPException as error:
            if error.status < 400:
                raise
            response = _failure(request, _http_error(request, error))
        except Exception as error:  # noqa: BLE001 - logged in full, answered 500
            response = _failure(request, _refused(request, error))
        self._metrics.requests.labels(str(response.status)).inc()
        return response


def _http_error(request: web.Request, error: web.HTTPException) -> RequestRejected:
    kept = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
    return RequestRejected(error.status, f"{request.method} {request.path[:100]}: see /openapi.json", kept)


def _refused(request: web.Request, error: Exception) -> RequestRejected:
    """Return the response for a failure."""
    if isinstance(error, RequestRejected):
        return error
    if isinstance(error, BadQuery):
        return RequestRejected(400, str(error))
    if isinstance(error, QueryTooSlow):
        return RequestRejected(503, "the query takes too long: narrow the filter", {"Retry-After": "5"})
    if isinstance(error, DatelineError):
        return RequestRejected(501 if isinstance(error, Misconfigured) else 503, str(error))
    log.error("internal error: %s %s is answered 500", request.method, request.path[:100], exc_info=error)
    return RequestRejected(500, "internal error, logged; safe to retry")


def _failure(request: web.Request, refused: RequestRejected) -> web.Response:
    if "text/html" in request.headers.get("Accept", "") and not request.path.startswith("/api/"):
        return page("error.html", status=refused.status, view="error", code=refused.status, detail=refused.detail)
    return problem(refused)


async def _with_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
    if request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-cache"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
