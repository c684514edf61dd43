"""Consumers of both clients: they read what is committed, and no record can break them."""

from __future__ import annotations

from typing import Any

from aiokafka import AIOKafkaConsumer
from kafka import KafkaConsumer

from streams.kafka import aiokafka_internals, kafka_python_internals  # noqa: F401 - they make batches safe to decode
from streams.kafka.security import client_options
from streams.ops.settings import Settings

ISOLATION_LEVEL = "read_committed"
"""Messages of aborted transactions are not read: their producer withdrew them."""


def blocking_consumer(settings: Settings, *topics: str, **options: Any) -> KafkaConsumer:
    """Return kafka-python's consumer on the cluster of the settings; `options` are its own."""
    return KafkaConsumer(*topics, **_options(settings) | options)


def async_consumer(settings: Settings, *topics: str, **options: Any) -> AIOKafkaConsumer:
    """Return aiokafka's consumer on the cluster of the settings, not yet started; `options` are its own."""
    return AIOKafkaConsumer(*topics, **_options(settings) | options)


def _options(settings: Settings) -> dict[str, Any]:
    return client_options(settings) | {"isolation_level": ISOLATION_LEVEL, "enable_auto_commit": False}
