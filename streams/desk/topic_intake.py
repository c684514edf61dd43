"""Read the topics into the store in a separate thread, from the positions in the store."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from kafka import TopicPartition

from streams.contract.errors import DatelineError, Misconfigured, Unreadable
from streams.desk.desk_health import DeskHealth
from streams.desk.desk_metrics import DeskMetrics
from streams.desk.store.changes import TOPICS, Change, Decode, decoders
from streams.desk.store.desk_store import DeskStore
from streams.kafka.admin import list_topics
from streams.kafka.topic_reader import TopicReader
from streams.ops.sanitize import sanitize
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

RETRY_SECONDS = 2.0
PRUNE_SECONDS = 20.0
DAY_MS = 24 * 60 * 60 * 1000


class TopicIntake:
    """Reads raw and enriched articles, events, happenings and dead letters until stopped.

    `on_written` is called in this thread with the newest event's sequence number after each transaction.
    """

    def __init__(
        self,
        settings: Settings,
        store: DeskStore,
        metrics: DeskMetrics,
        health: DeskHealth,
        on_written: Callable[[int], None],
    ) -> None:
        self._settings, self._store, self._metrics, self._health = settings, store, metrics, health
        self._on_written = on_written
        self._decoders = decoders(settings)
        self._stopping = threading.Event()
        self._pruned = 0.0
        self._thread = threading.Thread(target=self._run, name="desk-intake", daemon=True)

    def check(self) -> None:
        """Check that at least one topic exists.

        Raises:
            Misconfigured: none of the topics exists.
            Transient: no broker answers.
        """
        self._topics()

    def start(self) -> None:
        """Start reading."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the transaction in progress and stop."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _topics(self) -> list[str]:
        topics = list(list_topics(self._settings, TOPICS))
        if not topics:
            raise Misconfigured(
                f"none of the topics {', '.join(self._decoders)} exists: create them with `dateline topics create`"
            )
        return topics

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._read()
            except DatelineError as error:
                self._health.broker_reachable = False
                log.warning("the topics cannot be read, trying again: %s", sanitize(str(error)))
                self._health.tick()
                self._stopping.wait(RETRY_SECONDS)

    def _read(self) -> None:
        with TopicReader(self._settings, *self._topics()) as reader:
            ends = reader.ends()
            stored = {TopicPartition(*place): at for place, at in self._store.positions().items()}
            # An offset beyond the end belongs to a topic that was deleted and created again.
            starts = {
                tp: max(first, stored[tp]) if stored.get(tp, -1) in range(ends[tp] + 1) else first
                for tp, first in reader.starts().items()
            }
            for messages in reader.batches(starts):
                self._health.broker_reachable = True
                self._health.tick()
                if messages:
                    self._take(messages)
                if time.monotonic() - self._pruned > PRUNE_SECONDS:
                    self._prune()
                if self._stopping.is_set():
                    return

    def _take(self, messages: Sequence[Any]) -> None:
        changes = [change for message in messages if (change := self._change(message)) is not None]
        positions = {(message.topic, message.partition): message.offset + 1 for message in messages}
        started = time.monotonic()
        self._on_written(self._store.write(changes, positions))
        self._metrics.write_seconds.observe(time.monotonic() - started)
        self._metrics.newest.set(max(message.timestamp for message in messages) / 1000)

    def _change(self, message: Any) -> Change | None:
        decode: Decode = self._decoders[message.topic]
        topic = message.topic.removeprefix(self._settings.topic_prefix)
        try:
            change = decode(message)
        except (Unreadable, msgspec.DecodeError, ValueError, RecursionError) as error:
            # An unreadable article is also a dead letter; for other topics, log a line.
            self._metrics.skipped.labels(topic).inc()
            where = f"{message.topic}/{message.partition}/{message.offset}"
            level = logging.DEBUG if isinstance(error, Unreadable) else logging.WARNING
            log.log(level, "%s is skipped: %s", where, sanitize(str(error)[:300]))
            return None
        self._metrics.messages.labels(topic).inc()
        return change

    def _prune(self) -> None:
        oldest = int(time.time() * 1000) - self._settings.desk_days * DAY_MS
        while self._store.prune(oldest, self._settings.desk_events, self._settings.desk_bytes):
            if self._stopping.is_set():
                return
        self._metrics.store_bytes.set(self._store.size_bytes())
        self._pruned = time.monotonic()
