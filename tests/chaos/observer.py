"""Observe outcomes during faults, to determine when everything has recovered."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError


class Observer:
    """A thread that collects the keys of the messages on some topics, and keeps running while brokers fail."""

    def __init__(self, brokers: Sequence[str], topics: Sequence[str]) -> None:
        self._brokers, self._topics = list(brokers), topics
        self._lock = threading.Lock()
        self._settled: set[str] = set()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="observer", daemon=True)
        self._thread.start()

    def missing(self, wanted: set[str]) -> set[str]:
        """Return which of these have no outcome yet."""
        with self._lock:
            return wanted - self._settled

    def stop(self) -> None:
        """Stop observing."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._watch()
            except (KafkaError, OSError):
                self._stopping.wait(1)

    def _watch(self) -> None:
        consumer = KafkaConsumer(
            bootstrap_servers=self._brokers,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            metadata_max_age_ms=3000,
            # Short: otherwise a request lost with a broker would wait long after the broker is back.
            request_timeout_ms=4000,
            reconnect_backoff_max_ms=500,
        )
        try:
            places = [TopicPartition(t, p) for t in self._topics for p in consumer.partitions_for_topic(t) or ()]
            consumer.assign(places)
            while not self._stopping.is_set():
                batches = consumer.poll(timeout_ms=200)
                keys = {record.key.decode() for batch in batches.values() for record in batch}
                with self._lock:
                    self._settled |= keys
        finally:
            consumer.close()
