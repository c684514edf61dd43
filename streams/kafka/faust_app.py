"""The Faust app, built from settings, with all options that delivery guarantees depend on."""

from __future__ import annotations

import logging

import faust

from streams.kafka.faust_internals import App
from streams.kafka.security import ssl_context
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

METADATA_MS = 30_000
"""Milliseconds between metadata refreshes: new partitions are read after this time, without a restart."""


def build_app(settings: Settings) -> faust.App:
    """Return a Faust app without agents; `agents.worker.worker` attaches them.

    Faust declares no topics: `dateline topics create` does. Its web server is disabled, because it exposes internals
    and its port would prevent a second worker on a host. Tables are not used.
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


def credentials(settings: Settings) -> faust.SASLCredentials | faust.SSLCredentials | None:
    """Return Faust's SASL or TLS credentials from the settings; None if neither is used."""
    tls = ssl_context(settings) if settings.security_protocol.endswith("SSL") else None
    if settings.sasl_password and settings.security_protocol.startswith("SASL"):
        return faust.SASLCredentials(
            username=settings.sasl_username,
            password=settings.sasl_password.get_secret_value(),
            mechanism=settings.sasl_mechanism,
            ssl_context=tls,
        )
    return faust.SSLCredentials(context=tls) if tls else None
