"""Liveness and readiness by progress, and their HTTP endpoints."""

from __future__ import annotations

import json
import socket
from http.client import HTTPConnection

import pytest
from prometheus_client import CollectorRegistry, Counter

from streams.contract.errors import Misconfigured
from streams.ops.health import TICK_SECONDS, Health, HealthServer

STALL = 300.0


class Clock:
    """A clock that advances only when the test moves it."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return one clock per test."""
    return Clock()


@pytest.fixture
def health(clock: Clock) -> Health:
    """Return the health of a worker that has just started."""
    return Health(STALL, clock)


def test_ready_when_every_condition_is_met(health: Health) -> None:
    """Each missing condition is named."""
    assert len(health.readiness_failures()) == 2
    health.model_loaded = health.partitions_assigned = True
    assert health.readiness_failures() == []
    health.broker_reachable = False
    assert health.readiness_failures() == ["the broker does not answer"]


def test_a_stuck_event_loop_is_not_live(health: Health, clock: Clock) -> None:
    """It recovers with the next tick."""
    clock.now += TICK_SECONDS + 1
    assert "event loop" in health.liveness_failures()[0]
    health.tick()
    assert health.liveness_failures() == []


def test_no_progress_is_not_live(health: Health, clock: Clock) -> None:
    """It stays live while the broker is unreachable, because a restart would not help."""
    health.progressed("raw")
    clock.now += STALL + 1
    health.tick()
    assert "messages of raw wait and none was acknowledged" in health.liveness_failures()[0]
    health.broker_reachable = False
    assert health.liveness_failures() == []
    health.broker_reachable = True
    health.progressed("raw")
    assert health.liveness_failures() == []


def test_a_stalled_topic_is_not_hidden_by_another(health: Health, clock: Clock) -> None:
    """Routing continues with articles that other workers enrich."""
    for topic in ("raw", "events"):
        health.progressed(topic)
    clock.now += STALL + 1
    health.tick()
    health.progressed("events")
    assert [reason.split()[2] for reason in health.liveness_failures()] == ["raw"]


def test_served(health: Health) -> None:
    """The endpoints return 200, or 503 with reasons, and the metrics."""
    registry = CollectorRegistry()
    Counter("things", "Things.", registry=registry).inc()
    server = HealthServer(health, registry, "127.0.0.1", 0)
    server.start()
    try:
        assert _get(server.port, "/livez") == (200, {"ok": True, "reasons": []})
        status, body = _get(server.port, "/readyz")
        assert (status, body["ok"]) == (503, False)
        assert _text(server.port, "/metrics")[0] == 200
        assert "things_total 1.0" in _text(server.port, "/metrics")[1]
        assert _text(server.port, "/elsewhere")[0] == 404
    finally:
        server.stop()


def test_a_silent_client_does_not_block_others(health: Health) -> None:
    """Liveness must respond while another client only keeps its connection open."""
    server = HealthServer(health, CollectorRegistry(), "127.0.0.1", 0)
    server.start()
    try:
        with socket.create_connection(("127.0.0.1", server.port)):
            assert _get(server.port, "/livez")[0] == 200
    finally:
        server.stop()


def test_many_clients_may_wait_while_the_worker_is_busy() -> None:
    """No client has to retry: a connection that finds no room is retried after 1, 2 and 4 seconds."""
    server = HealthServer(Health(STALL), CollectorRegistry(), "127.0.0.1", 0)
    asking = [socket.create_connection(("127.0.0.1", server.port), timeout=0.5) for _ in range(40)]
    server.start()
    for client in asking:
        client.close()
    server.stop()


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            Misconfigured, match=f"DATELINE_METRICS_PORT {port}: .* set another port, or 0 for any free one"
        ):
            HealthServer(Health(STALL), CollectorRegistry(), "127.0.0.1", port)


def _get(port: int, path: str) -> tuple[int, dict[str, object]]:
    status, body = _text(port, path)
    return status, json.loads(body)


def _text(port: int, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()
