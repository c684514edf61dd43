"""The Faust app, built from settings. Every choice that keeps messages safe is named here."""

from __future__ import annotations

import logging
import time

import faust
from faust.transport.drivers import aiokafka
from faust.types import TP

from streams.security import credentials
from streams.settings import Settings

log = logging.getLogger(__name__)

METADATA_MS = 30_000
"""How often a worker asks which partitions there are: added ones are read after this long, without a restart."""
MOST_COMMITS = 3
"""One may be under way already, and more is acknowledged meanwhile; what is left then is read again."""


class Consumer(aiokafka.Consumer):  # type: ignore[misc]
    """Gives no partition away before it has committed what was acknowledged there, and holds up nobody for long."""

    async def wait_empty(self) -> None:
        """On a rebalance Faust waits for what is in flight without end, and is put out of the group meanwhile.

        It then comes back, which is a rebalance again: workers that take turns at an article that hangs its reader
        would never be done with it. What is not waited for is read again.
        """
        if not self.app.rebalancing:
            await super().wait_empty()
            return
        # Faust's own loop swallows cancellation, so that no time-out ends it.
        deadline = time.monotonic() + self.app.conf.broker_rebalance_timeout / 2
        while self._unacked_messages and not self.should_stop:
            await self.commit()
            if time.monotonic() > deadline:
                log.warning("partitions go to others before what is in flight is done: it will be read again")
                break
            await self._wait_for_ack(timeout=1)
            self._clean_unacked_messages()
        await self.commit_and_end_transactions()

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Faust forgets which messages were acknowledged, then commits what is left: a second's work came twice."""
        for _ in range(MOST_COMMITS):
            if any(self._acked.get(tp) for tp in revoked):
                await self.commit()
        await super().on_partitions_revoked(revoked)


class Transport(aiokafka.Transport):  # type: ignore[misc]
    """Faust's, with that consumer."""

    Consumer = Consumer


class App(faust.App):  # type: ignore[misc]
    """Writes nothing to disk: without tables there is nothing to keep, and a container's root is read-only."""

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)

    def _create_directories(self) -> None:
        """Leave out what Faust makes for its tables."""


def build_app(settings: Settings) -> faust.App:
    """A Faust app without agents; `agents.worker` attaches them.

    Topics are made beforehand (`dateline topics create`), so Faust declares none. Faust's own web server stays
    off: it shows internals, and a second worker on one host dies on its port. Tables are not used.
    """
    return App(
        settings.group,
        broker=[f"kafka://{server}" for server in settings.broker],
        broker_credentials=credentials(settings),
        broker_session_timeout=settings.session_timeout_seconds,
        broker_heartbeat_interval=min(3.0, settings.session_timeout_seconds / 4),
        broker_rebalance_timeout=settings.rebalance_timeout_seconds,
        broker_max_poll_records=2 * settings.batch_articles,
        broker_commit_interval=1.0,
        consumer_auto_offset_reset="earliest",
        consumer_metadata_max_age_ms=METADATA_MS,
        consumer_max_fetch_size=settings.max_message_bytes,
        producer_request_timeout=settings.publish_timeout_seconds,
        stream_buffer_maxsize=4 * settings.batch_articles,
        stream_wait_empty=True,
        stream_publish_on_commit=False,
        processing_guarantee="at_least_once",
        topic_allow_declare=False,
        topic_disable_leader=True,
        key_serializer="raw",
        value_serializer="raw",
        store="memory://",
        web_enabled=False,
        worker_redirect_stdouts=False,
    )
