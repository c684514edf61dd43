"""Stand-ins for what Faust hands to an agent, and a publisher that a test holds in its hand."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from streams.contract.headers import Header
from streams.kafka.messages import OutgoingMessage


@dataclass(frozen=True, slots=True)
class Message:
    """A Faust message, as far as agents look at it."""

    value: bytes | None
    offset: int = 0
    key: bytes | None = None
    headers: Sequence[Header] = ()
    topic: str = "articles.raw"
    partition: int = 0
    timestamp: float = 1_700_000_000.25


@dataclass(frozen=True, slots=True)
class Event:
    """A Faust event."""

    message: Message


@dataclass(slots=True)
class Stream:
    """Remembers what was acknowledged, in order."""

    acknowledged: list[int] = field(default_factory=list)

    async def ack(self, event: Event) -> None:
        """As Faust's stream."""
        self.acknowledged.append(event.message.offset)


@dataclass(slots=True)
class FakePublisher:
    """Publishes when `open`; raises `error` instead where one is set."""

    published: list[OutgoingMessage] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None

    async def publish(self, messages: Sequence[OutgoingMessage]) -> None:
        """As the real one: returns when it is done."""
        await self.open.wait()
        if self.error:
            raise self.error
        self.published.extend(messages)


def events(*offsets: int) -> list[Event]:
    """Events whose value is their offset."""
    return [Event(Message(str(offset).encode(), offset)) for offset in offsets]
