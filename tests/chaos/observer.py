"""Watches outcomes arrive while things break: to know when everything has recovered."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError


class Observer:
    """A thread that notes the keys of the messages on some topics, and outlives the brokers that it asks."""

    def __init__(self, brokers: Sequence[str], topics: Sequence[str]) -> None:
        self._brokers, self._topics = list(brokers), topics
        self._lock = threading.Lock()
        self._settled: set[str] = set()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="observer", daemon=True)
        self._thread.start()

    def missing(self, wanted: set[str]) -> set[str]:
        """Which of these have no outcome yet."""
        with self._lock:
            return wanted - self._settled

    def stop(self) -> None:
        """Watch no more."""
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
            # Short, or an answer lost with a broker is waited for long after the broker is back.
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
