"""Broker faults: killed, stopped, frozen, group offsets lost, disk full."""

from __future__ import annotations

import signal

from tests.chaos.faults.fault import Fault
from tests.chaos.kafka import Broker


class BrokerFault(Fault):
    """Affects the broker that `draw` selects."""

    disturbs = 2

    @property
    def broker(self) -> Broker:
        """Return the affected broker."""
        return self.testbed.brokers[int(self.draw * len(self.testbed.brokers))]

    def heal(self) -> None:
        """Restart the broker with its files."""
        self.broker.start()
        self.broker.until_listening()


class BrokerKilled(BrokerFault):
    """SIGKILL, then a restart with the files on its disk."""

    lasts = (1.0, 12.0)

    def inject(self) -> None:
        """Kill the broker."""
        self.broker.kill()


class BrokerStopped(BrokerFault):
    """SIGTERM: the broker shuts down cleanly and is restarted."""

    lasts = (1.0, 6.0)

    def inject(self) -> None:
        """Stop the broker."""
        self.broker.send(signal.SIGTERM)
        self.broker.wait()


class BrokerFrozen(BrokerFault):
    """SIGSTOP, then SIGCONT. Connections stay open without answers, and every session has expired on resuming."""

    lasts = (4.0, 12.0)

    def inject(self) -> None:
        """Suspend the broker."""
        self.broker.send(signal.SIGSTOP)

    def heal(self) -> None:
        """Resume the broker."""
        self.broker.send(signal.SIGCONT)


class OffsetsLost(BrokerFault):
    """The broker restarts with an empty group coordinator: no members, no committed offsets. All is read again."""

    lasts = (1.0, 3.0)
    forgets = True

    def inject(self) -> None:
        """Kill the broker and delete its group offsets."""
        self.broker.kill()
        self.broker.forget_groups()


class DiskFull(BrokerFault):
    """Its files cannot grow. Kafka takes the log folder offline and ends. Then there is room again."""

    lasts = (3.0, 8.0)

    def inject(self) -> None:
        """Limit the file size."""
        self.broker.limit_files(1)

    def heal(self) -> None:
        """Remove the limit, and restart the broker if it has ended."""
        self.broker.kill()
        super().heal()
