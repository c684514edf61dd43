"""Every metric, declared once with what it tells. In a registry of our own, passed in, never global."""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
LONG_SECONDS = (0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 21600, 86400, 604800)
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000)


class Metrics:
    """The collectors of one worker."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self._carrying(registry)
        self._reading(registry)

    def _carrying(self, to: CollectorRegistry) -> None:
        """What became of messages, and how the line stands."""
        self.taken = Counter("dateline_messages_taken", "Messages of articles.raw that are settled.", registry=to)
        self.articles = Counter(
            "dateline_articles",
            "Articles by what became of them and, if dead, why; sums to dateline_messages_taken_total.",
            ["outcome", "reason"],
            registry=to,
        )
        self.events = Counter("dateline_events", "Events published.", ["type", "status"], registry=to)
        self.routed = Counter("dateline_events_routed", "Events published to routes.", ["route"], registry=to)
        self.raw_bytes = Counter("dateline_raw_bytes", "Bytes of the raw messages settled.", registry=to)
        self.appended_to_settled_seconds = Histogram(
            "dateline_append_to_settled_seconds",
            "Time from a message's append to articles.raw until its events are published.",
            buckets=LONG_SECONDS,
            registry=to,
        )
        self.publish_retries = Counter(
            "dateline_publish_retries", "Times a batch's output was not confirmed and was sent again.", registry=to
        )
        self.batches_under_way = Gauge(
            "dateline_batches_under_way", "Batches taken and not yet acknowledged.", registry=to
        )
        self.oldest_under_way_seconds = Gauge(
            "dateline_oldest_batch_under_way_seconds",
            "Age of the oldest batch not yet acknowledged: grows when the line is held.",
            registry=to,
        )

    def _reading(self, to: CollectorRegistry) -> None:
        """The reader processes, the lag, the build."""
        self.batch_articles = Histogram(
            "dateline_batch_articles", "Articles a batch: full under load.", buckets=SIZES, registry=to
        )
        self.reading_seconds = Histogram(
            "dateline_reading_seconds", "Time a reader process spent on a batch.", buckets=SECONDS, registry=to
        )
        self.readers_alive = Gauge("dateline_reader_processes", "Reader processes that are warm.", registry=to)
        self.reader_memory_bytes = Gauge(
            "dateline_reader_memory_bytes", "Resident size of the reader processes together.", registry=to
        )
        self.reader_changes = Counter(
            "dateline_reader_process_changes",
            "Reader processes started, crashed, timed out or recycled.",
            ["change"],
            registry=to,
        )
        self.lag_messages = Gauge(
            "dateline_consumer_lag_messages",
            "Messages between the committed offset and the end of a partition this worker has.",
            ["topic", "partition"],
            registry=to,
        )
        self.last_settled_timestamp = Gauge(
            "dateline_last_settled_timestamp_seconds", "Unix time of the last acknowledgement.", registry=to
        )
        self.build = Gauge("dateline_build_info", "Always 1; labels: what runs.", ["version", "model"], registry=to)

    def settled(self, appended: float) -> None:
        """Note that a message appended at this Unix time (seconds) is done."""
        now = time.time()
        self.appended_to_settled_seconds.observe(max(0.0, now - appended))
        self.last_settled_timestamp.set(now)
