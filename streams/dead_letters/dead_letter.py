"""Dead letters: the raw message unchanged with the reason in headers, or a stub if that is too large."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from streams.contract.errors import MESSAGE_CHARS
from streams.contract.headers import DEAD_LETTER_HEADERS, STUB_HEADERS, Header
from streams.kafka.messages import OutgoingMessage

STUB_KEY_BYTES = 1000
"""Bytes of the longest key that a stub keeps."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a message became a dead letter."""

    reason: str
    """A member of `streams.contract.errors.Reason`."""
    stage: str
    """`decode`, `read`, `encode` or `publish`."""
    exception: str
    """Name of the exception's class."""
    text: str
    attempts: int = 1


def dead_letter(message: Any, topic: str, failure: Failure, version: str) -> OutgoingMessage:
    """Return the dead letter of a Faust message: key, value and headers unchanged, with headers for the failure added.

    If it is too large for the topic, its `stub` is published instead. A message with neither key nor value, which no
    client can send, gets an empty value.
    """
    why = _why(message, failure, version)
    empty = message.key is None and message.value is None
    return OutgoingMessage(
        topic,
        message.key,
        b"" if empty else message.value,
        [*headers_of(message), *why],
        instead=stub(message, topic, failure, version),
    )


def stub(message: Any, topic: str, failure: Failure, version: str) -> OutgoingMessage:
    """Return a dead letter without the message's own headers and value, with the value's size and SHA-256.

    The headers `topic`, `partition` and `offset` locate the message itself, while that topic retains it.
    """
    value = message.value or b""
    about = [
        (STUB_HEADERS[0], str(len(value)).encode()),
        (STUB_HEADERS[1], hashlib.sha256(value).hexdigest().encode()),
    ]
    key = message.key if message.key is not None and len(message.key) <= STUB_KEY_BYTES else None
    return OutgoingMessage(topic, key, b"", [*about, *_why(message, failure, version)])


def _why(message: Any, failure: Failure, version: str) -> list[Header]:
    why = {
        "reason": failure.reason,
        "stage": failure.stage,
        "exception": failure.exception,
        "message": failure.text[:MESSAGE_CHARS],
        "topic": message.topic,
        "partition": str(message.partition),
        "offset": str(message.offset),
        "timestamp": str(int(message.timestamp * 1000)),
        "attempts": str(failure.attempts),
        "version": version,
    }
    return [(name, why[name].encode("utf-8", "replace")) for name in DEAD_LETTER_HEADERS]


def headers_of(message: Any) -> list[Header]:
    """Return the headers of a Faust message in order, including repeated names."""
    headers = message.headers or ()
    return list(headers.items() if isinstance(headers, dict) else headers)


def original_headers(headers: Sequence[Header]) -> list[Header]:
    """Return the headers of a dead letter without those of the failure."""
    return list(headers[: -len(DEAD_LETTER_HEADERS)] if failure_details(headers) else headers)


def failure_details(headers: Sequence[Header]) -> dict[str, str]:
    """Return the failure headers of a dead letter by name; empty for other messages."""
    if tuple(name for name, _ in headers[-len(DEAD_LETTER_HEADERS) :]) == DEAD_LETTER_HEADERS:
        return {name: value.decode("utf-8", "replace") for name, value in headers[-len(DEAD_LETTER_HEADERS) :]}
    return {}


def is_stub(headers: Sequence[Header]) -> bool:
    """Return whether a dead letter has only the size and digest of its message."""
    return bool(failure_details(headers)) and tuple(name for name, _ in original_headers(headers)) == STUB_HEADERS


def origin_of(why: Mapping[str, str]) -> str:
    """Return `topic/partition/offset` of a dead letter's message, from its failure headers."""
    return "/".join(why.get(name, "?") for name in ("topic", "partition", "offset"))
