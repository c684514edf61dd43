"""Brokers killed, stopped, frozen; their coordinator's memory lost; their disk full."""

from __future__ import annotations

import signal

from tests.chaos.faults.fault import Fault
from tests.chaos.kafka import Broker


class BrokerFault(Fault):
    """Hits the broker that the draw selects."""

    disturbs = 2

    @property
    def broker(self) -> Broker:
        """Which it hits."""
        return self.testbed.brokers[int(self.draw * len(self.testbed.brokers))]

    def heal(self) -> None:
        """Start it again as it was left."""
        self.broker.start()
        self.broker.until_listening()


class BrokerKilled(BrokerFault):
    """SIGKILL, and started again on what is on its disk."""

    lasts = (1.0, 12.0)

    def inject(self) -> None:
        """Kill it."""
        self.broker.kill()


class BrokerStopped(BrokerFault):
    """SIGTERM: it hands over what it can, ends, and is started again."""

    lasts = (1.0, 6.0)

    def inject(self) -> None:
        """Stop it."""
        self.broker.send(signal.SIGTERM)
        self.broker.wait()


class BrokerFrozen(BrokerFault):
    """SIGSTOP, then SIGCONT: connections stand, nothing answers, and every session has run out when it wakes."""

    lasts = (4.0, 12.0)

    def inject(self) -> None:
        """Freeze it."""
        self.broker.send(signal.SIGSTOP)

    def heal(self) -> None:
        """Wake it."""
        self.broker.send(signal.SIGCONT)


class OffsetsLost(BrokerFault):
    """It comes back with an empty group coordinator: no members, no committed offsets. All is read again."""

    lasts = (1.0, 3.0)
    forgets = True

    def inject(self) -> None:
        """Kill it and take its memory."""
        self.broker.kill()
        self.broker.forget_groups()


class DiskFull(BrokerFault):
    """Its files cannot grow any more; Kafka gives up the disk and ends. Then there is room again."""

    lasts = (3.0, 8.0)

    def inject(self) -> None:
        """Fill it."""
        self.broker.limit_files(1)

    def heal(self) -> None:
        """Make room, and start it where it has ended."""
        self.broker.kill()
        super().heal()
