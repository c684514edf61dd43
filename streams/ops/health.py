"""Liveness and readiness of a worker, and the HTTP server for them and the metrics."""

from __future__ import annotations

import errno
import json
import threading
import time
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from typing import Any, Protocol
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app

from streams.contract.errors import Misconfigured

TICK_SECONDS = 30.0
"""Seconds without a tick after which the event loop counts as blocked."""
REQUEST_SECONDS = 10.0
"""Seconds after which an idle client is disconnected."""
WAITING = 128
"""Size of the listen queue. With the default of `socketserver`, 5, further connections would be delayed by a second or
more (the client's retransmission) while the event loop keeps the server's thread from running."""


class Health:
    """Health of a worker; written by the worker, read by the thread of `HealthServer`."""

    def __init__(self, stall_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._stall_seconds, self._clock = stall_seconds, clock
        self._ticked = clock()
        self._progressed: dict[str, float] = {}
        self.model_loaded = False
        self.partitions_assigned = False
        self.broker_reachable = True
        self.fingerprints_read = True

    def tick(self) -> None:
        """Record that the event loop runs."""
        self._ticked = self._clock()

    def progressed(self, topic: str) -> None:
        """Record that a batch of a topic was acknowledged, or that the topic has no waiting message."""
        self._progressed[topic] = self._clock()

    def liveness_failures(self) -> list[str]:
        """Return why this worker should be restarted; empty while it is alive. A broker outage is not a reason."""
        now, reasons = self._clock(), []
        if now - self._ticked > TICK_SECONDS:
            reasons.append(f"the event loop has not run for {now - self._ticked:.0f} s")
        for topic, progressed in list(self._progressed.items()) if self.broker_reachable else ():
            if now - progressed > self._stall_seconds:
                reasons.append(f"messages of {topic} wait and none was acknowledged for {now - progressed:.0f} s")
        return reasons

    def readiness_failures(self) -> list[str]:
        """Return why this worker is not ready; empty while it is."""
        states = {
            "the language model is loading": self.model_loaded,
            "the fingerprints of earlier articles are being read": self.fingerprints_read,
            "no partitions are assigned": self.partitions_assigned,
            "the broker does not answer": self.broker_reachable,
        }
        return [reason for reason, well in states.items() if not well]


class _Server(ThreadingMixIn, WSGIServer):
    """One thread per request, so that a silent client does not block `/livez`."""

    daemon_threads = True
    request_queue_size = WAITING


class _Handler(WSGIRequestHandler):
    timeout = REQUEST_SECONDS

    def log_message(self, format: str, *args: Any) -> None:
        """Log no requests."""


class HealthState(Protocol):
    """The checks that `HealthServer` publishes."""

    def liveness_failures(self) -> list[str]:
        """Return why the process should be restarted; empty while it is alive."""

    def readiness_failures(self) -> list[str]:
        """Return why the process is not ready; empty while it is."""


class HealthServer:
    """Serves `/metrics`, `/livez` and `/readyz` in a thread, so that they answer while the event loop is blocked.

    Raises:
        Misconfigured: the address or port cannot be used.
    """

    def __init__(self, health: HealthState, registry: CollectorRegistry, host: str, port: int) -> None:
        metrics = make_wsgi_app(registry)

        def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            checks = {"/livez": health.liveness_failures, "/readyz": health.readiness_failures}
            if check := checks.get(environ["PATH_INFO"]):
                reasons = check()
                status = "503 Service Unavailable" if reasons else "200 OK"
                start_response(status, [("Content-Type", "application/json")])
                return [json.dumps({"ok": not reasons, "reasons": reasons}).encode() + b"\n"]
            if environ["PATH_INFO"] == "/metrics":
                return metrics(environ, start_response)  # type: ignore[no-any-return]
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b"/metrics /livez /readyz\n"]

        try:
            self._server = make_server(host, port, application, _Server, _Handler)
        except (OSError, UnicodeError) as error:
            where = f"DATELINE_METRICS_HOST {host}, DATELINE_METRICS_PORT {port}"
            is_taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
            how_to_fix = "set another port, or 0 for any free one" if is_taken else ""
            raise Misconfigured(": ".join(filter(None, (where, str(error), how_to_fix)))) from error
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)

    @property
    def port(self) -> int:
        """The port that the server listens on."""
        return int(self._server.server_port)

    def start(self) -> None:
        """Start the server thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the server and wait for its thread."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
