"""Dead letters: the raw message untouched with the reason in headers, the way back, and when there are too many."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

from streams.errors import MESSAGE_CHARS, DatelineError
from streams.publisher import Header, Outgoing

HEADERS = (
    "reason",
    "stage",
    "exception",
    "message",
    "topic",
    "partition",
    "offset",
    "timestamp",
    "attempts",
    "version",
)
"""Added after the message's own headers, in this order, so that replay can take off exactly these."""


class TooManyDead(DatelineError):
    """More dead letters than a good deploy makes: stop rather than drain the topic into them."""


def dead_letter(
    message: Any, topic: str, *, reason: str, stage: str, exception: str, text: str, attempts: int, version: str
) -> Outgoing:
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
    added = [(name, why[name].encode("utf-8", "replace")) for name in HEADERS]
    return Outgoing(topic, message.key, message.value, [*headers_of(message), *added])


def headers_of(message: Any) -> list[Header]:
    """A Faust message's headers in order, repeats kept."""
    headers = message.headers or ()
    return list(headers.items() if isinstance(headers, dict) else headers)


def original_headers(headers: Sequence[Header]) -> list[Header]:
    """The headers that a dead letter's message had before it died."""
    return list(headers[: -len(HEADERS)] if reasons(headers) else headers)


def reasons(headers: Sequence[Header]) -> dict[str, str]:
    """What the headers of a dead letter say of why it died, by name; empty where they are no dead letter's."""
    if tuple(name for name, _ in headers[-len(HEADERS) :]) == HEADERS:
        return {name: value.decode("utf-8", "replace") for name, value in headers[-len(HEADERS) :]}
    return {}


class DeadLimit:
    """Stops a worker when the share of dead letters among the last `window` messages passes `ratio`.

    Counting begins to matter when a fifth of the window is in. A restarted worker starts counting anew.
    """

    def __init__(self, ratio: float, window: int) -> None:
        self._ratio, self._least = ratio, window // 5
        self._recent: deque[bool] = deque(maxlen=window)

    def check(self, dead: Sequence[bool]) -> None:
        """Count a batch, one flag a message.

        Raises:
            TooManyDead: before the batch is published, so that it stays unacknowledged.
        """
        self._recent.extend(dead)
        bad, seen = sum(self._recent), len(self._recent)
        if seen >= self._least and bad > self._ratio * seen:
            raise TooManyDead(
                f"{bad} of the last {seen} articles are dead letters, more than DATELINE_DEAD_RATIO"
                f" {self._ratio:g}: stopped before more; the reasons are in the dead letters' headers"
            )
