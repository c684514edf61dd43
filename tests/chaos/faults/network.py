"""Network faults between workers and brokers: cut, silent, slow, and lost acknowledgements."""

from __future__ import annotations

from tests.chaos.faults.fault import Fault


class NetworkFault(Fault):
    """Affects every connection of the workers; the tests use their own connections."""

    disturbs = 2

    def heal(self) -> None:
        """Forward everything again."""
        for broker in self.testbed.brokers:
            broker.proxy.open()


class NetworkCut(NetworkFault):
    """Existing and new connections are reset."""

    lasts = (2.0, 14.0)

    def inject(self) -> None:
        """Cut the network."""
        for broker in self.testbed.brokers:
            broker.proxy.cut()


class NetworkSilent(NetworkFault):
    """No data passes and no connection is closed. Data that was held back arrives late."""

    lasts = (2.0, 14.0)

    def inject(self) -> None:
        """Hold all data back."""
        for broker in self.testbed.brokers:
            broker.proxy.silence()


class NetworkSlow(NetworkFault):
    """Each frame takes a third of a second, and the bandwidth is 64 KB per second."""

    lasts = (8.0, 14.0)

    def inject(self) -> None:
        """Slow it down."""
        for broker in self.testbed.brokers:
            broker.proxy.slow(0.3, 64_000)


class ConfirmationsLost(NetworkFault):
    """The broker stores what is published, but its acknowledgement never arrives: the client sees a timeout."""

    lasts = (4.0, 12.0)

    def inject(self) -> None:
        """Drop the acknowledgements."""
        for broker in self.testbed.brokers:
            broker.proxy.lose_confirmations()
