"""Alive while the topics are being read or tried; ready while the broker answers."""

from __future__ import annotations

from streams.desk.desk_health import DeskHealth
from streams.ops.health import TICK_SECONDS


def test_a_broken_broker_makes_it_unready_and_only_silence_makes_it_dead() -> None:
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
