"""Metrics of the HTTP API, in the given registry."""

from __future__ import annotations

from prometheus_client import CollectorRegistry

from streams.ops.metric_declarations import SECONDS, MetricDeclarations

LABELS = {"code": "HTTP status of the answer"}
"""Label name to the meaning of its values."""
CODES = (202, 400, 401, 408, 413, 415, 421, 422, 429, 503)
"""Status codes of requests with articles; their counters exist from the start."""


class HttpMetrics(MetricDeclarations):
    """The metrics of one HTTP API server."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(registry)
        self.requests = self._counter("door_requests", "Requests answered, including pages and probes.", *LABELS)
        for code in CODES:
            self.requests.labels(str(code))
        self.articles = self._counter("door_articles", "Articles confirmed by the broker and answered with 202.")
        self.confirm_seconds = self._histogram(
            "door_confirm_seconds", "Time until the broker has confirmed all articles of a request.", SECONDS
        )
        self.retries = self._counter("door_publish_retries", "Retries of a request's articles that were not confirmed.")
        self.requests_in_flight = self._gauge("door_requests_under_way", "Requests with articles in progress.")
        self.bytes_in_flight = self._gauge("door_under_way_bytes", "Bytes of the bodies of requests in progress.")
        self.connections = self._gauge("door_connections", "Connections that are open.")
        self.connections_rejected = self._counter(
            "door_connections_turned_away", "Connections closed with 503 because the limit was reached."
        )
