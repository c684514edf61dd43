"""The base class of faults."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from tests.chaos.schedule import between
from tests.chaos.testbed import ChaosTestbed


class Fault(ABC):
    """One occurrence of one kind of fault."""

    lasts: ClassVar[tuple[float, float]] = (0.0, 0.0)
    """Shortest and longest time in seconds between injection and repair."""
    disturbs: ClassVar[int] = 1
    """How many rebalances it causes. After each, workers may publish again what they had in flight."""
    forgets: ClassVar[bool] = False
    """Everything is read again from the first message."""
    refuses: ClassVar[bool] = False
    """Records are refused as too large and become dead letters."""
    mixes: ClassVar[bool] = False
    """Another version of Dateline, whose rules may differ, publishes too."""

    def __init__(self, testbed: ChaosTestbed, draw: float) -> None:
        self.testbed, self.draw = testbed, draw

    @property
    def seconds(self) -> float:
        """Return how long this occurrence lasts, in seconds."""
        return between(self.lasts, self.draw)

    @classmethod
    def unavailable(cls) -> str | None:
        """Return why this kind cannot be injected on this machine, or None if it can."""
        return None

    @abstractmethod
    def inject(self) -> None:
        """Inject the fault."""

    def heal(self) -> None:  # noqa: B027 - most faults end on their own
        """Repair it; do nothing if the fault ends on its own."""
