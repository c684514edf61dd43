"""The HTTP API as a real process, and requests to it."""

from __future__ import annotations

import http.client
import json
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streams.kafka.embedded_broker import EmbeddedBroker
from tests.broker.worker_process import WorkerProcess
from tests.support.patience import PATIENCE_SECONDS
from tests.support.ports import free_port

JSON, LINES = "application/json", "application/x-ndjson"


@dataclass(frozen=True, slots=True)
class Answer:
    """One response."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.body)

    @property
    def detail(self) -> str:
        """Return the reason of a refusal, which is one line."""
        detail: str = self.json["detail"]
        assert self.headers["Content-Type"] == "application/problem+json"
        assert self.json["status"] == self.status
        assert "\n" not in detail
        return detail


@dataclass
class HttpApiProcess:
    """One `dateline serve`; use it as a context, which kills it at the end."""

    settings: Mapping[str, str]
    log: Path
    port: int = field(default_factory=free_port)

    def __enter__(self) -> HttpApiProcess:
        self.process = WorkerProcess(dict(self.settings) | {"DATELINE_DOOR_PORT": str(self.port)}, self.log, "serve")
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()

    def until_ready(self) -> HttpApiProcess:
        """Wait until it accepts articles."""
        self.process.until_ready()
        return self

    @property
    def url(self) -> str:
        """Return its base address."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request on a new connection."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def post(self, body: object, media_type: str = JSON, **headers: str) -> Answer:
        """Post articles: bytes unchanged, anything else as JSON."""
        value = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return self.ask("POST", "/articles", value, {"Content-Type": media_type} | named)


@contextmanager
def frozen(broker: EmbeddedBroker) -> Iterator[None]:
    """Suspend the broker: it accepts connections and answers nothing."""
    process = broker._process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGCONT)
