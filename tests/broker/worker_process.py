"""Workers as real processes: start, query, stop, kill."""

from __future__ import annotations

import http.client
import json
import math
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from tests.support.patience import ANSWER_SECONDS, PATIENCE_SECONDS, until
from tests.support.ports import free_port

ROOT = Path(__file__).parents[2]
DATELINE = str(Path(sys.executable).with_name("dateline"))


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return an environment with these settings and without the Dateline settings of the caller."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return own | {"PYTHONPATH": str(ROOT)} | dict(settings)


class WorkerProcess:
    """One `dateline worker`, or another command that serves metrics and health."""

    def __init__(self, settings: Mapping[str, str], log: Path, command: str = "worker") -> None:
        self._port = free_port()
        self._log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [DATELINE, command, "--metrics-port", str(self._port)],
                env=environment(settings),
                stdout=output,
                stderr=output,
                cwd=log.parent,
                start_new_session=True,
            )

    @property
    def address(self) -> str:
        """Return the base address of its HTTP endpoints."""
        return f"127.0.0.1:{self._port}"

    @property
    def log(self) -> str:
        """Return its log so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def get(self, path: str) -> tuple[int, str]:
        """Return status and body of an endpoint; the status is 0 while the process does not listen."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=ANSWER_SECONDS)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()

    def reasons(self, path: str) -> list[str]:
        """Return why the worker is not live or not ready."""
        status, body = self.get(path)
        return list(json.loads(body)["reasons"]) if status else ["it does not listen"]

    def metric(self, pattern: str) -> float:
        """Return the sum of the samples whose name and labels match, or NaN if the worker does not answer."""
        status, body = self.get("/metrics")
        if not status:
            return math.nan
        lines = body.splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if re.match(pattern + r"[^}]*}? ", line))

    def until(self, done: Callable[[], bool], what: str, within: float = PATIENCE_SECONDS) -> None:
        """Wait for a condition; fail if the worker ends or the time is up."""

        def done_or_ended() -> bool:
            if done():
                return True
            assert self.process.poll() is None, f"the worker ended, waiting for {what}:\n{self.log[-3000:]}"
            return False

        until(done_or_ended, lambda: f"{what}; /livez: {self.get('/livez')}\n{self.log[-3000:]}", within)

    def until_ready(self) -> None:
        """Wait until the worker is ready; fail with its reasons otherwise."""
        try:
            self.until(lambda: self.get("/readyz")[0] == 200, "the worker to be ready")
        except AssertionError as error:
            raise AssertionError(f"{error}\nnot ready: {self.reasons('/readyz')}") from error

    def readers(self) -> list[int]:
        """Return the process ids of its readers."""
        found = []
        for children in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            # A thread may end in the meantime.
            with suppress(OSError):
                found += [int(pid) for pid in children.read_text(encoding="ascii").split()]
        return found

    def stop(self, within: float = PATIENCE_SECONDS) -> int:
        """Send SIGTERM and return the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait(within)

    def wait(self, within: float = PATIENCE_SECONDS) -> int:
        """Wait until the process ends and return its exit code."""
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the worker did not end in {within:.0f} s:\n{self.log[-3000:]}") from None

    def kill(self) -> None:
        """Send SIGKILL if the process still runs."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
