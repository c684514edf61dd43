"""How much may be under way at once: requests and bytes. What is beyond is told to come back later."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from streams.http_api.responses import RequestRejected

RETRY_SECONDS = 1
"""What `Retry-After` says: bodies are under way for fractions of a second while the broker is well."""


@dataclass(slots=True)
class Admission:
    """What one request holds."""

    bytes: int = 0


class LoadShedder:
    """Counts what is under way. Not for use by several threads."""

    def __init__(self, requests: int, bytes_: int) -> None:
        self._most_requests, self._most_bytes = requests, bytes_
        self.requests = self.bytes = 0
        self._empty = asyncio.Event()
        self._empty.set()

    @contextmanager
    def enter(self) -> Iterator[Admission]:
        """Hold a place; what was reserved with it is free again in the end.

        Raises:
            Refused: 429, every place is taken.
        """
        if self.requests >= self._most_requests:
            raise _later(f"{self.requests} requests are under way, the most of DATELINE_DOOR_REQUESTS")
        held = Admission()
        self.requests += 1
        self._empty.clear()
        try:
            yield held
        finally:
            self.requests -= 1
            self.bytes -= held.bytes
            if not self.requests:
                self._empty.set()

    async def empty(self) -> None:
        """Return when nothing is under way."""
        await self._empty.wait()

    def reserve(self, held: Admission, size: int) -> None:
        """See that a request may hold `size` bytes in all.

        Raises:
            Refused: 429, the others hold too much.
        """
        more = max(0, size - held.bytes)
        if self.bytes + more > self._most_bytes:
            raise _later(f"{self.bytes} bytes are under way; DATELINE_DOOR_IN_FLIGHT_BYTES is {self._most_bytes}")
        self.bytes += more
        held.bytes += more


def _later(why: str) -> RequestRejected:
    return RequestRejected(429, f"{why}: send it again after {RETRY_SECONDS} s", {"Retry-After": str(RETRY_SECONDS)})
