"""`dateline serve`: accept articles over HTTP."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import Annotated

import typer
from prometheus_client import CollectorRegistry

from streams.contract.errors import Misconfigured
from streams.contract.topics import RAW
from streams.http_api.http_health import HttpHealth
from streams.http_api.http_metrics import HttpMetrics
from streams.http_api.local_hosts import is_local
from streams.http_api.server import HttpServer
from streams.kafka.admin import require
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.embedded_broker import for_cluster
from streams.ops import logs
from streams.ops.health import HealthServer
from streams.ops.secret_values import erase_secrets
from streams.ops.settings import Settings, load

log = logging.getLogger(__name__)

TICK_SECONDS = 2.0


def command(
    host: Annotated[str | None, typer.Option(help="Address to listen on; DATELINE_DOOR_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="0 picks a free one; DATELINE_DOOR_PORT.")] = None,
    metrics_port: Annotated[int | None, typer.Option(help="0 picks a free one; DATELINE_METRICS_PORT.")] = None,
) -> None:
    """Accept articles over HTTP: POST /articles, JSON or NDJSON, 202 when the broker has confirmed each.

    Stops cleanly on SIGTERM or Ctrl-C. / describes how to use it; /openapi.json is for programs.

    Example: [bold]dateline serve --port 8088[/bold]
    """
    settings = load(door_host=host, door_port=port, metrics_port=metrics_port)
    if not (settings.door_token or settings.door_open or is_local(settings.door_host)):
        raise Misconfigured(
            f"DATELINE_DOOR_HOST {settings.door_host} is reachable by others: set DATELINE_DOOR_TOKEN, or"
            " DATELINE_DOOR_OPEN=true where a proxy in front authenticates clients"
        )
    logs.configure_logging(settings)
    erase_secrets(settings)
    require(settings, settings.topic(RAW))
    settings = for_cluster(settings)
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    metrics, health = HttpMetrics(CollectorRegistry()), HttpHealth()
    publisher = AsyncProducer(settings, metrics.retries.inc, metrics.confirm_seconds.observe)
    probes = HealthServer(health, metrics.registry, settings.metrics_host, settings.metrics_port)
    server = HttpServer(settings, publisher, metrics, health)
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    await server.start()
    probes.start()
    log.info("articles on http://%s:%d, metrics on port %d", settings.door_host, server.port, probes.port)
    try:
        await _until(stopping, health)
        log.info("stopping: no new connections, requests in progress are answered")
    finally:
        await server.stop()
        await publisher.stop()
        probes.stop()


async def _until(stopping: asyncio.Event, health: HttpHealth) -> None:
    """Wait until the server is to stop, and meanwhile report that the event loop runs."""
    while not stopping.is_set():
        health.tick()
        try:
            async with asyncio.timeout(TICK_SECONDS):
                await stopping.wait()
        except TimeoutError:
            continue
