"""Kafka messages, independent of the client library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from streams.contract.headers import Header


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message to publish; `topic` is the full name."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Sequence[Header] = ()
    instead: Self | None = None
    """Message published instead if this one is too large for its topic."""
    optional: bool = False
    """Whether it may be dropped, with a log line, if it cannot be published and has no `instead`."""
    partition: int | None = None
    """Partition number; None: chosen by the key."""


def message_headers(message: Any) -> list[Header]:
    """Return the headers of a `ConsumerRecord` in order; null values become empty ones."""
    return [(name, value or b"") for name, value in message.headers]
