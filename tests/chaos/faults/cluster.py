"""Faults of three brokers: a partition leader killed or frozen, and the majority lost."""

from __future__ import annotations

from streams.contract.topics import EVENTS, RAW
from streams.kafka.admin import admin
from tests.chaos.faults.brokers import BrokerFault, BrokerFrozen, BrokerKilled
from tests.chaos.kafka import OFFSETS, Broker


class OnLeader(BrokerFault):
    """Affects the leader of a partition that workers read, write, or commit to."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        topics = [self.testbed.rig.topic(RAW), self.testbed.rig.topic(EVENTS), OFFSETS]
        with admin(self.testbed.rig.settings) as connection:
            described = connection.describe_topics([topics[int(self.draw * len(topics))]])
        leader = described[0]["partitions"][0]["leader_id"]
        self._leader = next(broker for broker in self.testbed.brokers if broker.number == leader)

    @property
    def broker(self) -> Broker:
        """Return the leader at the time the fault began."""
        return self._leader


class LeaderKilled(OnLeader, BrokerKilled):
    """SIGKILL of the leader; another broker is elected."""


class LeaderFrozen(OnLeader, BrokerFrozen):
    """SIGSTOP of the leader until the others have elected a new one. On resuming it still believes that it leads."""

    lasts = (8.0, 14.0)


class MajorityKilled(BrokerFault):
    """SIGKILL of two of three brokers: the last one can neither elect a leader nor write."""

    lasts = (3.0, 8.0)

    def inject(self) -> None:
        """Kill two brokers."""
        for broker in self._two():
            broker.kill()

    def heal(self) -> None:
        """Restart them."""
        for broker in self._two():
            broker.start()
        for broker in self._two():
            broker.until_listening()

    def _two(self) -> list[Broker]:
        return [broker for broker in self.testbed.brokers if broker is not self.broker]
