"""What a fault is: something that breaks, and is mended again."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from tests.chaos.schedule import between
from tests.chaos.testbed import ChaosTestbed


class Fault(ABC):
    """One occurrence of one kind."""

    lasts: ClassVar[tuple[float, float]] = (0.0, 0.0)
    """Shortest and longest time in seconds between breaking and mending."""
    disturbs: ClassVar[int] = 1
    """How often the group shares out again because of it: each time the workers may publish again what they hold."""
    forgets: ClassVar[bool] = False
    """All is read again from the first message on."""
    refuses: ClassVar[bool] = False
    """Records are refused as too large, and become dead letters."""

    def __init__(self, testbed: ChaosTestbed, draw: float) -> None:
        self.testbed, self.draw = testbed, draw

    @property
    def seconds(self) -> float:
        """How long this one lasts."""
        return between(self.lasts, self.draw)

    @classmethod
    def lacking(cls) -> str | None:
        """Why this kind cannot be injected here; None where it can."""
        return None

    @abstractmethod
    def inject(self) -> None:
        """Break something."""

    def heal(self) -> None:  # noqa: B027 - most faults mend themselves
        """Mend it; nothing where it mends itself."""
