"""The HTTP API server: routing, connection limits, error responses, and graceful shutdown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from streams.contract.errors import Misconfigured
from streams.http_api.http_health import HttpHealth
from streams.http_api.http_metrics import HttpMetrics
from streams.http_api.openapi import document
from streams.http_api.openapi_page import page
from streams.http_api.post_articles import ArticlesEndpoint
from streams.http_api.responses import RequestRejected, json_answer, problem
from streams.kafka.async_producer import AsyncProducer
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

IDLE_SECONDS = 30.0
"""Seconds after which a connection without a complete request head is closed."""
BACKLOG = 128
"""Size of the listen queue; a burst may exceed the connection limit by about as many."""
LINGER_SECONDS = 1.0
"""Seconds for which the rest of a rejected body is discarded, so that the client reads the response."""
FULL = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
HEADERS = {
    "Server": "dateline",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class HttpServer:
    """Serves the HTTP API from `start` until `stop`."""

    def __init__(self, settings: Settings, publisher: AsyncProducer, metrics: HttpMetrics, health: HttpHealth) -> None:
        self._settings, self._metrics, self._health = settings, metrics, health
        self._articles = ArticlesEndpoint(settings, publisher, metrics, health)
        self._runner = web.AppRunner(
            self._application(),
            access_log=None,
            auto_decompress=False,
            keepalive_timeout=IDLE_SECONDS,
            lingering_time=LINGER_SECONDS,
            shutdown_timeout=LINGER_SECONDS,
        )
        self._listening: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """The port that the server listens on."""
        assert self._listening is not None
        return int(self._listening.sockets[0].getsockname()[1])

    async def start(self) -> None:
        """Listen on the host and port of the settings.

        Raises:
            Misconfigured: the address or port cannot be used.
        """
        host, port = self._settings.door_host, self._settings.door_port
        loop = asyncio.get_running_loop()
        await self._runner.setup()
        try:
            self._listening = await loop.create_server(self._protocol, host, port, backlog=BACKLOG)
        except (OSError, UnicodeError) as error:
            await self._runner.cleanup()
            raise Misconfigured(f"DATELINE_DOOR_HOST {host}, DATELINE_DOOR_PORT {port}: {error}") from error

    async def stop(self) -> None:
        """Stop accepting connections, answer the requests in progress, and close."""
        self._health.stopping = True
        if self._listening is not None:
            self._listening.close()
        # The runner would discard a body that is still arriving.
        try:
            async with asyncio.timeout(self._settings.shutdown_seconds):
                await self._articles.load.empty()
        except TimeoutError:
            log.error("not answered within DATELINE_SHUTDOWN_SECONDS: %d requests", self._articles.load.requests)
        await self._runner.cleanup()

    def _protocol(self) -> asyncio.Protocol:
        return _Connection(self._accept)

    def _accept(self, client: str) -> asyncio.Protocol | None:
        """Return the protocol for a new connection; None if there are too many, in total or of this client."""
        server, most = self._runner.server, self._settings.door_connections
        assert server is not None
        of_client = sum(_client(connection.transport) == client for connection in server.connections)
        if len(server.connections) < most and of_client < max(1, most * self._settings.door_client_share):
            return server()
        self._metrics.connections_rejected.inc()
        return None

    def _connections(self) -> int:
        server = self._runner.server
        return len(server.connections) if server is not None else 0

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[self._answer])
        described = document(self._settings)
        shown = page(described)
        application.router.add_post("/articles", self._articles.post)
        application.router.add_get("/openapi.json", _fixed(json_answer(200, described)))
        application.router.add_get("/", _fixed(web.Response(text=shown, content_type="text/html")))
        application.router.add_get("/healthz", self._healthz)
        application.on_response_prepare.append(_with_headers)
        self._metrics.connections.set_function(self._connections)
        return application

    async def _healthz(self, request: web.Request) -> web.Response:
        reasons = self._health.readiness_failures()
        return json_answer(503 if reasons else 200, {"ok": not reasons, "reasons": reasons})

    @web.middleware
    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Convert exceptions to problem documents, and count all responses."""
        response: web.StreamResponse
        try:
            response = await handler(request)
        except RequestRejected as refused:
            response = problem(refused)
        except web.HTTPException as error:
            kept = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
            paths = "the paths are POST /articles, GET /, GET /openapi.json and GET /healthz"
            response = problem(RequestRejected(error.status, f"{request.method} {request.path[:100]}: {paths}", kept))
        except Exception:
            log.exception("internal error: %s %s is answered 500", request.method, request.path[:100])
            response = problem(RequestRejected(500, "internal error, logged; safe to retry, ids stay the same"))
        self._metrics.requests.labels(str(response.status)).inc()
        if self._health.stopping:
            response.force_close()
        return response


class _Connection(asyncio.Protocol):
    """Protocol of a new connection: passes it on, or answers 503 with `Retry-After`."""

    def __init__(self, accept: Callable[[str], asyncio.Protocol | None]) -> None:
        self._accept = accept

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Pass the connection to its protocol, or reject and close it."""
        assert isinstance(transport, asyncio.Transport)
        protocol = self._accept(_client(transport))
        if protocol is None:
            transport.write(FULL)
            transport.close()
            return
        transport.set_protocol(protocol)
        protocol.connection_made(transport)


def _client(transport: asyncio.BaseTransport | None) -> str:
    """Return the address of the client; empty if it has disconnected."""
    peer = transport.get_extra_info("peername") if transport is not None else None
    return str(peer[0]) if peer else ""


def _fixed(made: web.Response) -> Handler:
    """Return a handler that always sends the given response."""

    async def handler(request: web.Request) -> web.Response:
        return web.Response(body=made.body, content_type=made.content_type, charset=made.charset)

    return handler


async def _with_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
