"""Selection of messages to publish to the raw topic again, and their headers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from streams.contract.headers import Header
from streams.dead_letters.dead_letter import failure_details, original_headers
from streams.kafka.messages import message_headers

REPLAYED_FROM = "replayed-from"
"""Header of a replayed message: `topic/partition/offset` of the original."""


@dataclass(frozen=True, slots=True)
class ReplaySelection:
    """Selects messages (kafka-python's `ConsumerRecord`) by reason and time."""

    reasons: frozenset[str] = field(default_factory=frozenset)
    """Reasons of dead letters; empty: any."""
    since_ms: int | None = None
    """Earliest message timestamp, Unix time in milliseconds."""
    until_ms: int | None = None
    """Latest message timestamp, exclusive, Unix time in milliseconds."""

    def matches(self, message: Any) -> bool:
        """Return whether to replay a message, by reason and time; the broker finds only the start of a time range."""
        return (
            (self.since_ms is None or message.timestamp >= self.since_ms)
            and (self.until_ms is None or message.timestamp < self.until_ms)
            and (not self.reasons or failure_details(message_headers(message)).get("reason") in self.reasons)
        )


def replay_headers(message: Any) -> list[Header]:
    """Return the original headers of a message with `replayed-from` added."""
    kept = [(name, value) for name, value in original_headers(message_headers(message)) if name != REPLAYED_FROM]
    return [*kept, (REPLAYED_FROM, f"{message.topic}/{message.partition}/{message.offset}".encode())]
