"""`dateline desk`: a live page and JSON API for published records."""

from __future__ import annotations

import asyncio
import logging
import signal
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from prometheus_client import CollectorRegistry

from streams.desk.desk import Desk
from streams.desk.desk_health import DeskHealth
from streams.desk.desk_metrics import DeskMetrics
from streams.desk.view.reasons import Explainer
from streams.ops import logs
from streams.ops.health import HealthServer
from streams.ops.settings import Settings, load

log = logging.getLogger(__name__)


def command(
    host: Annotated[str | None, typer.Option(help="Address to listen on; DATELINE_DESK_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="0 picks a free one; DATELINE_DESK_PORT.")] = None,
    file: Annotated[Path | None, typer.Option(help="Database file; DATELINE_DESK_FILE.")] = None,
    metrics_port: Annotated[int | None, typer.Option(help="0 picks a free one; DATELINE_METRICS_PORT.")] = None,
) -> None:
    """Show events, articles, happenings and health on a live page, and serve them as a JSON API.

    Reads the topics and changes nothing. Stops cleanly on SIGTERM or Ctrl-C.

    Example: [bold]dateline desk --port 8089[/bold]
    """
    settings = load(desk_host=host, desk_port=port, desk_file=file, metrics_port=metrics_port)
    logs.configure_logging(settings)
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    metrics, health = DeskMetrics(CollectorRegistry()), DeskHealth()
    desk = Desk(settings, metrics, health, explainer(settings))
    probes = HealthServer(health, metrics.registry, settings.metrics_host, settings.metrics_port)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await desk.start()
    probes.start()
    log.info("the desk is on %s, metrics on port %d", desk.url, probes.port)
    try:
        await stop.wait()
    finally:
        await desk.stop()
        probes.stop()


def explainer(settings: Settings) -> Explainer | None:
    """Return the explainer of articles; None if it is disabled or the reader is not installed."""
    if not settings.desk_reasons or find_spec("spacy") is None:
        return None
    from agents.explain.process_explainer import ProcessExplainer

    return ProcessExplainer(settings)
