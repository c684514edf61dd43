"""Copying of records to Avro topics: each batch is confirmed before its offsets are committed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from kafka.errors import CommitFailedError, RebalanceInProgressError

from streams.avro.avro_schema import KINDS, avro_schema
from streams.avro.schema_registry import register
from streams.avro.wire_format import AvroEncoder
from streams.contract.errors import Unreadable
from streams.contract.headers import Header
from streams.contract.topics import AVRO, DAY_MS, Topic
from streams.kafka.admin import CONNECT_MS, create_topics, require, translate_connection_errors
from streams.kafka.consumers import blocking_consumer
from streams.kafka.sync_producer import SyncProducer
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

POLL_MS, BATCH = 300, 500
BY = "`dateline avro`"
CONTENT_TYPE = b"application/vnd.confluent.avro"


class AvroMirror:
    """Consumer of the output topics that publishes Avro, as a context manager; several share the partitions.

    Raises:
        Misconfigured: a topic does not exist, or the registry rejects a schema.
        Transient: no broker or registry answers, or one refuses.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings, self._stack = settings, ExitStack()
        self.copied = self.skipped = 0
        """Messages copied, and messages skipped because they are not records."""
        for name in KINDS:
            require(settings, settings.topic(name))
        month = {"retention.ms": str(30 * DAY_MS)}
        copies = [Topic(AVRO + n, "article id", k, BY, "subscribers", month) for n, k in KINDS.items()]
        create_topics(settings, copies)
        self._writers: dict[str, tuple[AvroEncoder, SyncProducer]] = {}

    def __enter__(self) -> AvroMirror:
        for name, kind in KINDS.items():
            target = self._settings.topic(AVRO + name)
            writer = AvroEncoder(kind, register(self._settings, f"{target}-value", avro_schema(kind)))
            sender = self._stack.enter_context(SyncProducer(self._settings, target))
            self._writers[self._settings.topic(name)] = writer, sender
        with translate_connection_errors(self._settings):
            self._consumer = blocking_consumer(
                self._settings,
                *self._writers,
                group_id=f"{self._settings.group}-avro",
                auto_offset_reset="earliest",
                bootstrap_timeout_ms=CONNECT_MS,
                max_poll_records=BATCH,
                session_timeout_ms=int(self._settings.session_timeout_seconds * 1000),
                max_partition_fetch_bytes=self._settings.max_message_bytes,
            )
        self._stack.callback(self._consumer.close, autocommit=False)
        return self

    def __exit__(self, *_: object) -> None:
        with translate_connection_errors(self._settings):
            self._stack.close()

    def run(self, enough: Callable[[], bool]) -> None:
        """Copy until `enough` returns True; all messages taken until then are confirmed and committed."""
        while not enough():
            with translate_connection_errors(self._settings):
                batches = self._consumer.poll(timeout_ms=POLL_MS)
            if batches:
                self._copy([message for messages in batches.values() for message in messages])

    def _copy(self, messages: list[Any]) -> None:
        for message in messages:
            writer, sender = self._writers[message.topic]
            try:
                sender.send(message.key, writer.write(message.value), _headers(message.headers))
            except Unreadable as error:
                where = f"{message.topic}/{message.partition}/{message.offset}"
                log.warning("%s is skipped: %s", where, error.message)
                self.skipped += 1
            else:
                self.copied += 1
        for _, sender in self._writers.values():
            sender.finish()
        with translate_connection_errors(self._settings):
            try:
                self._consumer.commit()
            except (CommitFailedError, RebalanceInProgressError) as error:
                log.warning("a consumer-group rebalance: a batch is copied again: %s", error)


def _headers(given: list[Header]) -> list[Header]:
    return [(name, CONTENT_TYPE if name == "content-type" else value) for name, value in given]
