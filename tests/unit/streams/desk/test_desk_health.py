"""The desk is live while it reads the topics or retries, and ready while the broker responds."""

from __future__ import annotations

from streams.desk.desk_health import DeskHealth
from streams.ops.health import TICK_SECONDS


def test_a_failing_broker_makes_it_not_ready_and_only_inactivity_not_live() -> None:
    now = 100.0
    health = DeskHealth(lambda: now)
    assert health.readiness_failures() == ["the broker does not answer"]
    assert health.liveness_failures() == []
    health.broker_reachable = True
    assert health.readiness_failures() == []
    now += TICK_SECONDS + 1
    assert health.liveness_failures() == [f"the topics have not been read for {TICK_SECONDS + 1:.0f} s"]
    health.tick()
    assert health.liveness_failures() == []
