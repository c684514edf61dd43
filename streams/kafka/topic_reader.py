"""Reading of a range of a topic by commands: its true end, and every message up to there once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import monotonic
from typing import Any, Self

from kafka import TopicPartition

from streams.contract.errors import Transient
from streams.kafka.admin import CONNECT_MS, require, translate_connection_errors
from streams.kafka.consumers import blocking_consumer
from streams.kafka.offset_bounds import end_offsets, first_offsets, topic_partitions
from streams.ops.settings import Settings

SETTLE_SECONDS = 30.0
"""Maximum seconds until all partitions have reported their high watermarks; an idle broker needs one fetch."""
SILENT_SECONDS = 30.0
"""Seconds without a message before the end after which reading fails."""
POLL_MS = 200

Offsets = Mapping[TopicPartition, int]


class TopicReader:
    """Reader of topics (full names) without a consumer group, as a context manager; it commits nothing.

    Messages are kafka-python's `ConsumerRecord`.

    Raises:
        Misconfigured: a topic does not exist.
        Transient: no broker answers.
    """

    def __init__(self, settings: Settings, *topics: str) -> None:
        self._settings = settings
        for topic in topics:
            require(settings, topic)
        with translate_connection_errors(settings):
            self._consumer = blocking_consumer(
                settings,
                bootstrap_timeout_ms=CONNECT_MS,
                auto_offset_reset="earliest",
                allow_auto_create_topics=False,
                max_partition_fetch_bytes=settings.max_message_bytes,
            )
            self._partitions = [tp for topic in topics for tp in topic_partitions(self._consumer, topic)]
            self._consumer.assign(self._partitions)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        with translate_connection_errors(self._settings):
            self._consumer.close()

    def starts(self, since_ms: int | None = None) -> dict[TopicPartition, int]:
        """Return the first offset of each partition, or the first at or after a Unix time in milliseconds.

        Partitions without such a message are left out. Earlier messages may follow if producers set timestamps, so a
        caller that gives a time must also filter by it.
        """
        with translate_connection_errors(self._settings):
            first = first_offsets(self._consumer, self._partitions)
            if since_ms is None:
                return first
            found = self._consumer.offsets_for_times(dict.fromkeys(self._partitions, since_ms))
        return {tp: max(first[tp], at.offset) for tp, at in found.items() if at is not None and at.offset >= 0}

    def ends(self) -> dict[TopicPartition, int]:
        """Return the current end offset of each partition.

        The broker's answer is checked against the high watermark of a fetch, because the embedded broker reports the
        start of the last record batch.

        Raises:
            Transient: a partition does not report its high watermark.
        """
        with translate_connection_errors(self._settings):
            ends = end_offsets(self._consumer, self._partitions)
            self._seek(ends)
            deadline = monotonic() + SETTLE_SECONDS
            while unknown := [tp for tp in self._partitions if self._watermark(tp) is None]:
                if monotonic() > deadline:
                    raise Transient(f"{len(unknown)} partitions did not show their end for {SETTLE_SECONDS:.0f} s")
                self._consumer.poll(timeout_ms=POLL_MS, max_records=1)
            return {tp: max(end, self._watermark(tp) or 0) for tp, end in ends.items()}

    def between(self, starts: Offsets, ends: Offsets) -> Iterator[Any]:
        """Yield every message between start offsets and end offsets (exclusive), partitions interleaved.

        Raises:
            Transient: no message arrives although the end is not reached.
        """
        self._seek(starts)
        unfinished = {tp for tp in starts if starts[tp] < ends[tp]}
        self._consumer.pause(*(set(starts) - unfinished))
        heard = monotonic()
        while unfinished:
            for message in self._poll():
                heard = monotonic()
                if message.offset < ends[TopicPartition(message.topic, message.partition)]:
                    yield message
            done = {tp for tp in unfinished if self._consumer.position(tp) >= ends[tp]}
            self._consumer.pause(*done)
            unfinished -= done
            if unfinished and monotonic() - heard > SILENT_SECONDS:
                raise Transient(
                    f"{len(unfinished)} partitions sent nothing for {SILENT_SECONDS:.0f} s before their end"
                )

    def follow(self, starts: Offsets) -> Iterator[Any]:
        """Yield every message from the start offsets, indefinitely."""
        for messages in self.batches(starts):
            yield from messages

    def batches(self, starts: Offsets) -> Iterator[list[Any]]:
        """Yield the messages in lists as they are fetched; an empty list if none arrived for `POLL_MS`."""
        self._seek(starts)
        while True:
            yield list(self._poll())

    def _poll(self) -> Iterator[Any]:
        with translate_connection_errors(self._settings):
            batches = self._consumer.poll(timeout_ms=POLL_MS)
        for messages in batches.values():
            yield from messages

    def _seek(self, offsets: Offsets) -> None:
        for partition, offset in offsets.items():
            self._consumer.seek(partition, offset)

    def _watermark(self, partition: TopicPartition) -> int | None:
        mark: int | None = self._consumer.highwater(partition)
        return mark
