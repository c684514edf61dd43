"""The wire between workers and brokers cut, silent, slow, and losing the broker's word."""

from __future__ import annotations

from tests.chaos.faults.fault import Fault


class NetworkFault(Fault):
    """Hits every wire of the workers; the tests have their own."""

    disturbs = 2

    def heal(self) -> None:
        """Let everything pass."""
        for broker in self.testbed.brokers:
            broker.proxy.open()


class NetworkCut(NetworkFault):
    """Connections are reset, and new ones too."""

    lasts = (2.0, 14.0)

    def inject(self) -> None:
        """Cut it."""
        for broker in self.testbed.brokers:
            broker.proxy.cut()


class NetworkSilent(NetworkFault):
    """Nothing passes, without an error; in the end what was on its way arrives late."""

    lasts = (2.0, 14.0)

    def inject(self) -> None:
        """Silence it."""
        for broker in self.testbed.brokers:
            broker.proxy.silence()


class NetworkSlow(NetworkFault):
    """A third of a second for each frame, and 64 KB a second."""

    lasts = (8.0, 14.0)

    def inject(self) -> None:
        """Slow it."""
        for broker in self.testbed.brokers:
            broker.proxy.slow(0.3, 64_000)


class ConfirmationsLost(NetworkFault):
    """The broker takes what is published, and its word never arrives: time-outs that have succeeded."""

    lasts = (4.0, 12.0)

    def inject(self) -> None:
        """Lose them."""
        for broker in self.testbed.brokers:
            broker.proxy.lose_confirmations()
