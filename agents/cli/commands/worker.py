"""`dateline worker`: one worker on the configured Kafka cluster."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from typing import Annotated

import typer

from agents.worker.worker import Worker
from streams.contract.errors import DatelineError, Misconfigured
from streams.kafka.embedded_broker import for_cluster
from streams.ops import logs
from streams.ops.secret_values import erase_secrets
from streams.ops.settings import Settings, load

log = logging.getLogger(__name__)


def command(
    processes: Annotated[int | None, typer.Option(help="Reader processes; DATELINE_PROCESSES.")] = None,
    metrics_port: Annotated[int | None, typer.Option(help="0 picks a free one; DATELINE_METRICS_PORT.")] = None,
) -> None:
    """Read articles from Kafka, and publish their events. Stops cleanly on SIGTERM or Ctrl-C.

    Example: [bold]DATELINE_BROKER=localhost:9092 dateline worker[/bold]
    """
    settings = load(processes=processes, metrics_port=metrics_port)
    logs.configure_logging(settings)
    erase_secrets(settings)
    settings = for_cluster(settings)
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    worker = Worker(settings)
    code = 0
    try:
        await worker.run(on_ready=lambda: log.info("ready"))
    except Exception as error:
        if not isinstance(error, DatelineError):
            log.critical("internal error; messages in flight stay unacknowledged", exc_info=error)
        print(f"dateline: {error}", file=sys.stderr, flush=True)
        code = 2 if isinstance(error, Misconfigured) else 1
    # Exit immediately: asyncio would wait for threads that wait for a broker, and Faust for unacknowledged messages.
    logging.shutdown()
    os._exit(code)
