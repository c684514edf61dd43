"""A `dateline desk` process on the topics of a test."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.broker.worker_process import WorkerProcess
from tests.support.patience import PATIENCE_SECONDS
from tests.support.ports import free_port


class DeskProcess:
    """Runs while entered; call `start` again after `process.kill()`. Its topics must exist."""

    def __init__(self, settings: Mapping[str, str], folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self.file = folder / "desk.sqlite"
        self._settings = {
            **settings,
            "DATELINE_DESK_PORT": str(self._port),
            "DATELINE_DESK_FILE": str(self.file),
            "DATELINE_DESK_REASONS": "false",
        }

    @property
    def url(self) -> str:
        """Return the address of its web page."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> WorkerProcess:
        """Start the process and wait until it reads the topics."""
        self.process = WorkerProcess(self._settings, self._folder / "desk.log", "desk")
        self.process.until(lambda: self.process.get("/readyz")[0] == 200, "the desk")
        return self.process

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()

    def ask(self, path: str) -> Any:
        """Return a JSON response."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)
        connection.request("GET", path)
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer
