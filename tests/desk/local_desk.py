"""A desk without Kafka: a store that the test writes to, and the real server in its own thread."""

from __future__ import annotations

import asyncio
import json
import threading
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.error import HTTPError

from prometheus_client import CollectorRegistry

from streams.desk.desk_metrics import DeskMetrics
from streams.desk.desk_server import DeskServer
from streams.desk.live_events import LiveEvents
from streams.desk.store.changes import Change
from streams.desk.store.desk_store import DeskStore
from streams.desk.store.store_reader import StoreReader
from streams.desk.view.reasons import Explainer
from streams.ops.settings import load
from tests.support.patience import PATIENCE_SECONDS


class LocalDesk:
    """Use it as a context; `write` stores records and notifies the listeners."""

    def __init__(self, path: Path, explainer: Explainer | None = None, **settings: object) -> None:
        self.store = DeskStore(path)
        given = {"broker": "127.0.0.1:9", "desk_port": 0} | settings
        self.settings = load(**given)
        self._explainer = explainer
        self._ready, self._done = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        reader = StoreReader(self.store.path)
        live = self._live = LiveEvents(reader, self.store.generation, self.store.last_seq())
        metrics = DeskMetrics(CollectorRegistry())
        server = DeskServer(self.settings, self.store.path, live, metrics, list, self._explainer)
        await server.start()
        self.url = server.url
        waking = asyncio.create_task(live.run())
        self._ready.set()
        await self._stop.wait()
        waking.cancel()
        await server.stop()
        reader.close()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(PATIENCE_SECONDS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE_SECONDS)
        self.store.close()

    def write(self, changes: Iterable[Change]) -> int:
        """Store the changes in one transaction."""
        seq = self.store.write(changes, {})
        self._loop.call_soon_threadsafe(self._live.written, seq)
        return seq

    def get(self, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        """Return status, body and headers of a GET request."""
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return answer.status, answer.read(), dict(answer.headers)
        except HTTPError as error:
            with error:
                return error.code, error.read(), dict(error.headers)

    def json(self, path: str) -> Any:
        """Return a JSON response."""
        status, body, _ = self.get(path)
        assert status == 200, body
        return json.loads(body)
