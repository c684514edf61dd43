"""One desk: the store, the thread that fills it from the topics, and the server."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from streams.contract.errors import Misconfigured
from streams.desk.desk_health import DeskHealth
from streams.desk.desk_metrics import DeskMetrics
from streams.desk.desk_server import DeskServer
from streams.desk.live_events import LiveEvents
from streams.desk.store.desk_store import DeskStore
from streams.desk.store.store_reader import StoreReader
from streams.desk.topic_intake import TopicIntake
from streams.desk.view.reasons import Explainer
from streams.http_api.local_hosts import is_local
from streams.ops.settings import Settings

log = logging.getLogger(__name__)


class Desk:
    """Runs from `start` until `stop`.

    Raises:
        Misconfigured: the desk would be open to other machines without a token, or the store's file cannot be used.
    """

    def __init__(
        self, settings: Settings, metrics: DeskMetrics, health: DeskHealth, explainer: Explainer | None
    ) -> None:
        if not (settings.desk_token or settings.desk_open or is_local(settings.desk_host)):
            raise Misconfigured(
                f"DATELINE_DESK_HOST {settings.desk_host} is reachable by others: set DATELINE_DESK_TOKEN, or"
                " DATELINE_DESK_OPEN=true where a proxy in front authenticates visitors"
            )
        self._store = DeskStore(settings.desk_file)
        self._reader = StoreReader(settings.desk_file)
        self._live = LiveEvents(self._reader, self._store.generation, self._store.last_seq())
        self._explainer = explainer
        self._intake = TopicIntake(settings, self._store, metrics, health, self._written)
        self._server = DeskServer(
            settings, settings.desk_file, self._live, metrics, health.readiness_failures, explainer
        )

    @property
    def url(self) -> str:
        """Return the address of the start page."""
        return self._server.url

    async def start(self) -> None:
        """Listen and start to read the topics.

        Raises:
            Misconfigured: the address cannot be bound, or none of the topics exists.
            Transient: no broker answers.
        """
        self._loop = asyncio.get_running_loop()
        await asyncio.to_thread(self._intake.check)
        await self._server.start()
        self._waking = asyncio.create_task(self._live.run())
        self._intake.start()

    async def stop(self) -> None:
        """Finish what is in progress and close."""
        await asyncio.to_thread(self._intake.stop)
        self._waking.cancel()
        with suppress(asyncio.CancelledError):
            await self._waking
        await self._server.stop()
        if self._explainer is not None:
            await self._explainer.close()
        self._reader.close()
        self._store.close()

    def _written(self, seq: int) -> None:
        """Notify the event loop of new events; called in the intake's thread."""
        self._loop.call_soon_threadsafe(self._live.written, seq)
