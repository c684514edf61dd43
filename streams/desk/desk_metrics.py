"""The desk's metrics, in a separate registry that the caller passes in."""

from __future__ import annotations

from prometheus_client import CollectorRegistry

from streams.ops.metric_declarations import MetricDeclarations

LABELS = {"code": "HTTP status of the answer", "topic": "Topic, without the prefix"}
"""Meaning of the values of each label."""
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class DeskMetrics(MetricDeclarations):
    """The collectors of one desk."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(registry)
        self.messages = self._counter("desk_messages", "Messages read into the store.", "topic")
        self.skipped = self._counter("desk_skipped", "Messages that could not be decoded and were skipped.", "topic")
        self.write_seconds = self._histogram("desk_write_seconds", "Time of one transaction of the store.", SECONDS)
        self.newest = self._gauge(
            "desk_newest_message_timestamp_seconds", "Unix time at which the newest message read was published."
        )
        self.store_bytes = self._gauge("desk_store_bytes", "Size of the store's pages in use.")
        self.requests = self._counter("desk_requests", "HTTP requests answered.", "code")
        self.query_seconds = self._histogram("desk_query_seconds", "Time to answer a request of the API.", SECONDS)
        self.listeners = self._gauge("desk_listeners", "Connections that listen for new events.")
        for code in (200, 400, 401, 404, 503):
            self.requests.labels(str(code))
