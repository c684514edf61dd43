"""Fakes of the Faust objects that an agent receives, and of the publisher."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from streams.contract.headers import Header
from streams.kafka.messages import OutgoingMessage


@dataclass(frozen=True, slots=True)
class Message:
    """The attributes of a Faust message that agents use."""

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
    """A Faust stream that records the acknowledged offsets in order."""

    acknowledged: list[int] = field(default_factory=list)

    async def ack(self, event: Event) -> None:
        """Acknowledge an event, as Faust's stream does."""
        self.acknowledged.append(event.message.offset)


@dataclass(slots=True)
class FakePublisher:
    """A publisher that publishes once `open` is set, and raises `error` if one is set."""

    published: list[OutgoingMessage] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None

    async def publish(self, messages: Sequence[OutgoingMessage]) -> None:
        """Return when the messages are published, as the real publisher does."""
        await self.open.wait()
        if self.error:
            raise self.error
        self.published.extend(messages)


def events(*offsets: int) -> list[Event]:
    """Return events whose value is their offset."""
    return [Event(Message(str(offset).encode(), offset)) for offset in offsets]
