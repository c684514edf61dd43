"""The shapes of Kafka messages, whichever client sends or reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from streams.contract.headers import Header


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message to publish; the topic's name has its prefix."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Sequence[Header] = ()


def message_headers(message: Any) -> list[Header]:
    """A `ConsumerRecord`'s headers in order; one without a value has an empty one."""
    return [(name, value or b"") for name, value in message.headers]
