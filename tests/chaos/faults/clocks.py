"""The clock of one worker jumps one hour ahead and one hour back."""

from __future__ import annotations

from pathlib import Path

from tests.chaos.faults.fault import Fault

LIBRARIES = (
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
)
"""The path in Debian's package libfaketime."""
HOUR = 3600


class ClockJump(Fault):
    """The wall clock of one worker and its readers jumps. The monotonic clock does not."""

    lasts = (6.0, 14.0)
    disturbs = 2

    @classmethod
    def unavailable(cls) -> str | None:
        """Return why libfaketime cannot be used, or None."""
        found = any(map(Path.exists, map(Path, LIBRARIES)))
        return None if found else "libfaketime is not installed"

    def inject(self) -> None:
        """Restart a worker with a simulated clock, and let it jump."""
        library = next(path for path in LIBRARIES if Path(path).exists())
        self._clock = self.testbed.folder / "clock"
        self._set(0)
        self._member = self.testbed.supervisor.pick(self.draw)
        own = {
            "LD_PRELOAD": library,
            "FAKETIME_TIMESTAMP_FILE": str(self._clock),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }
        self.testbed.supervisor.replace(self._member, own)
        self.testbed.supervisor.until_ready(self._member)
        self._set(HOUR if self.draw < 0.5 else -HOUR)

    def heal(self) -> None:
        """Set the clock back, then restart the worker with the system clock."""
        self._set(0)
        self.testbed.supervisor.replace(self._member, {})

    def _set(self, seconds: int) -> None:
        self._clock.write_text(f"{seconds:+d}s\n", encoding="ascii")
