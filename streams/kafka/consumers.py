"""Consumers of both Kafka clients: they read committed messages only, and no record can make them raise."""

from __future__ import annotations

from typing import Any

from aiokafka import AIOKafkaConsumer
from kafka import KafkaConsumer

from streams.kafka import aiokafka_internals, kafka_python_internals  # noqa: F401 - they make batches safe to decode
from streams.kafka.security import client_options
from streams.ops.settings import Settings

ISOLATION_LEVEL = "read_committed"
"""Messages of aborted transactions are not read, because their producer withdrew them."""


def blocking_consumer(settings: Settings, *topics: str, **options: Any) -> KafkaConsumer:
    """Return a kafka-python consumer on the configured cluster; `options` are those of `KafkaConsumer`."""
    return KafkaConsumer(*topics, **_options(settings) | options)


def async_consumer(settings: Settings, *topics: str, **options: Any) -> AIOKafkaConsumer:
    """Return an aiokafka consumer on the configured cluster, not started; `options` are those of `AIOKafkaConsumer`."""
    return AIOKafkaConsumer(*topics, **_options(settings) | options)


def _options(settings: Settings) -> dict[str, Any]:
    return client_options(settings) | {"isolation_level": ISOLATION_LEVEL, "enable_auto_commit": False}
