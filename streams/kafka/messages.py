"""Kafka messages, independent of the client that sends or reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from streams.contract.headers import Header


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message to publish; the topic's name has its prefix."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Sequence[Header] = ()
    instead: Self | None = None
    """Message published instead if this one is too large for its topic."""
    optional: bool = False
    """True if it may be left out, with a line in the log, when it cannot be published and has no `instead`."""
    partition: int | None = None
    """Partition; None chooses by the key."""


def message_headers(message: Any) -> list[Header]:
    """Return a `ConsumerRecord`'s headers in order; one without a value has an empty one."""
    return [(name, value or b"") for name, value in message.headers]
