"""A worker's clock that jumps an hour ahead and an hour back."""

from __future__ import annotations

from pathlib import Path

from tests.chaos.faults.fault import Fault

LIBRARIES = (
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
)
"""Where Debian's package libfaketime puts it."""
HOUR = 3600


class ClockJump(Fault):
    """The wall clock of one worker and its readers jumps; the clock that only counts seconds does not."""

    lasts = (6.0, 14.0)
    disturbs = 2

    @classmethod
    def lacking(cls) -> str | None:
        """It needs a library."""
        found = any(map(Path.exists, map(Path, LIBRARIES)))
        return None if found else "libfaketime is not installed"

    def inject(self) -> None:
        """Give a worker its own clock, and let it jump."""
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
        """Let it jump back, and give the worker the machine's clock again."""
        self._set(0)
        self.testbed.supervisor.replace(self._member, {})

    def _set(self, seconds: int) -> None:
        self._clock.write_text(f"{seconds:+d}s\n", encoding="ascii")
