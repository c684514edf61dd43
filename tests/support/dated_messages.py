"""Messages with timestamps that a test chooses, so that it need not wait for the clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from kafka import KafkaProducer

from streams.ops.settings import Settings
from tests.support.patience import PATIENCE_SECONDS


def minutes_ago(minutes: int) -> datetime:
    """Return a time in whole milliseconds, as timestamps are."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000) - timedelta(minutes=minutes)


def publish_at(when: datetime, settings: Settings, topic: str, messages: Iterable[tuple[bytes, bytes]]) -> None:
    """Publish keys and values with this timestamp."""
    producer = KafkaProducer(bootstrap_servers=settings.broker)
    try:
        milliseconds = round(when.timestamp() * 1000)
        sent = [
            producer.send(settings.topic(topic), key=key, value=value, timestamp_ms=milliseconds)
            for key, value in messages
        ]
        for future in sent:
            future.get(timeout=PATIENCE_SECONDS)
    finally:
        producer.close()
