"""`dateline avro`: copy events and enriched articles to topics of Avro."""

from __future__ import annotations

import logging
import signal
import threading

from streams.avro.mirror import AvroMirror
from streams.ops import logs
from streams.ops.settings import load

log = logging.getLogger(__name__)


def command() -> None:
    """Copy events and enriched articles as Avro to avro.events and avro.articles.enriched.

    In Confluent's wire format, with the schemas in the registry that
    DATELINE_REGISTRY names. At least once, in the consumer group DATELINE_GROUP with
    the suffix -avro. Stops cleanly on SIGTERM or Ctrl-C.

    Example: [bold]DATELINE_REGISTRY=http://localhost:8081 dateline avro[/bold]
    """
    settings = load()
    logs.configure_logging(settings)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    with AvroMirror(settings) as mirror:
        log.info("copying as Avro, schemas at %s", settings.registry)
        mirror.run(stopping.is_set)
    log.info("copied %d messages, skipped %d", mirror.copied, mirror.skipped)
