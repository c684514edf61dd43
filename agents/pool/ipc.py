"""What a worker and its reader processes say to each other: MessagePack frames with a length in front."""

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
    """The first word of a reader process: the model is loaded."""

    model: str


class Batch(msgspec.Struct, frozen=True, tag="batch"):
    """Raw messages to read, and the moment to write as `processed_at`."""

    raws: list[bytes | None]
    now: str
    verdicts: list[Verdict | None] = []
    """One per message, or an empty list."""
    received: list[float | None] = []
    """Unix times at which the messages were received: one per message, or an empty list."""


class Results(msgspec.Struct, frozen=True, tag="results"):
    """The outcomes of a batch in order, and what it took."""

    outcomes: list[Outcome]
    seconds: float
    """Time spent reading."""
    memory_bytes: int
    """Resident size of the process afterwards."""
    stages: dict[str, float] = {}
    """Of the time, seconds by stage, where the reader reports them."""
    tokens: int = 0
    """Tokens read, where the reader reports them."""


Frame = Ready | Batch | Results
_decoder: msgspec.msgpack.Decoder[Frame] = msgspec.msgpack.Decoder(Frame)


def pack(frame: Frame) -> bytes:
    """A frame with its length in front."""
    body = _encode(frame)
    return _LENGTH.pack(len(body)) + body


def read_frame(stream: BinaryIO) -> Frame | None:
    """The next frame of a blocking stream, None at its end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    return _decoder.decode(stream.read(*_LENGTH.unpack(head)))


async def receive(stream: asyncio.StreamReader) -> Frame:
    """The next frame of an asyncio stream.

    Raises:
        asyncio.IncompleteReadError: the other side is gone.
    """
    (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
    return _decoder.decode(await stream.readexactly(length))
