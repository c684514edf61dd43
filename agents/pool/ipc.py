"""Messages between a worker and its reader processes: MessagePack frames with a length prefix."""

from __future__ import annotations

import asyncio
import struct
from typing import BinaryIO

import msgspec

from agents.pool.outcome import Outcome
from streams.dedup.verdict import Verdict

_LENGTH = struct.Struct(">I")
_encode = msgspec.msgpack.Encoder().encode


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """First message of a reader process: the model is loaded."""

    model: str


class Batch(msgspec.Struct, frozen=True, tag="batch"):
    """Raw messages to read, and the time for `processed_at`."""

    raws: list[bytes | None]
    now: str
    verdicts: list[Verdict | None] = []
    """One per message, or an empty list."""
    received: list[float | None] = []
    """Unix times (seconds) of the messages: one per message, or an empty list."""


class Results(msgspec.Struct, frozen=True, tag="results"):
    """The outcomes of a batch in order, with time and memory."""

    outcomes: list[Outcome]
    seconds: float
    """Seconds spent reading."""
    memory_bytes: int
    """Resident size of the process afterwards, in bytes."""
    stages: dict[str, float] = {}
    """Seconds by stage, if the reader reports them."""
    tokens: int = 0
    """Tokens read, if the reader reports them."""


Frame = Ready | Batch | Results
_decoder: msgspec.msgpack.Decoder[Frame] = msgspec.msgpack.Decoder(Frame)


def pack(frame: Frame) -> bytes:
    """Return a frame with its length prefix."""
    body = _encode(frame)
    return _LENGTH.pack(len(body)) + body


def read_frame(stream: BinaryIO) -> Frame | None:
    """Return the next frame of a blocking stream; None at its end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    return _decoder.decode(stream.read(*_LENGTH.unpack(head)))


async def receive(stream: asyncio.StreamReader) -> Frame:
    """Return the next frame of an asyncio stream.

    Raises:
        asyncio.IncompleteReadError: the stream has ended.
    """
    (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
    return _decoder.decode(await stream.readexactly(length))
