"""Dead letters: the raw message untouched with the reason in headers, the way back, and when there are too many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from streams.contract.errors import MESSAGE_CHARS
from streams.contract.headers import DEAD_LETTER_HEADERS, Header
from streams.kafka.messages import OutgoingMessage


def dead_letter(
    message: Any, topic: str, *, reason: str, stage: str, exception: str, text: str, attempts: int, version: str
) -> OutgoingMessage:
    """Wrap a Faust message for the dead letter topic: key, value and headers as they came, and why."""
    why = {
        "reason": reason,
        "stage": stage,
        "exception": exception,
        "message": text[:MESSAGE_CHARS],
        "topic": message.topic,
        "partition": str(message.partition),
        "offset": str(message.offset),
        "timestamp": str(int(message.timestamp * 1000)),
        "attempts": str(attempts),
        "version": version,
    }
    added = [(name, why[name].encode("utf-8", "replace")) for name in DEAD_LETTER_HEADERS]
    return OutgoingMessage(topic, message.key, message.value, [*headers_of(message), *added])


def headers_of(message: Any) -> list[Header]:
    """A Faust message's headers in order, repeats kept."""
    headers = message.headers or ()
    return list(headers.items() if isinstance(headers, dict) else headers)


def original_headers(headers: Sequence[Header]) -> list[Header]:
    """The headers that a dead letter's message had before it died."""
    return list(headers[: -len(DEAD_LETTER_HEADERS)] if failure_details(headers) else headers)


def failure_details(headers: Sequence[Header]) -> dict[str, str]:
    """What the headers of a dead letter say of why it died, by name; empty where they are no dead letter's."""
    if tuple(name for name, _ in headers[-len(DEAD_LETTER_HEADERS) :]) == DEAD_LETTER_HEADERS:
        return {name: value.decode("utf-8", "replace") for name, value in headers[-len(DEAD_LETTER_HEADERS) :]}
    return {}
