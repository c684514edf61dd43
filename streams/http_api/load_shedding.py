"""How much may be in progress at once: requests and bytes, in all and per client. More is asked to come back later."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from streams.http_api.responses import RequestRejected

RETRY_SECONDS = 1
"""What `Retry-After` says: bodies are in progress for fractions of a second while the broker is well."""


@dataclass(slots=True)
class Admission:
    """What one request holds."""

    client: str
    bytes: int = 0


class LoadShedder:
    """Counts what is in progress. Not for use by several threads.

    Args:
        requests: most requests at once.
        bytes_: most bytes of bodies at once, counted as they come: what is only announced takes no room.
        share: of both, the most that one client may hold, from 0 to 1; one request of `least_bytes` it always may.
        least_bytes: largest body of a request.
    """

    def __init__(self, requests: int, bytes_: int, share: float = 1.0, least_bytes: int = 0) -> None:
        self._most_requests, self._most_bytes = requests, bytes_
        self._client_requests = max(1, int(requests * share))
        self._client_bytes = max(min(least_bytes, bytes_), int(bytes_ * share))
        self.requests = self.bytes = 0
        self._requests_of: Counter[str] = Counter()
        self._bytes_of: Counter[str] = Counter()
        self._empty = asyncio.Event()
        self._empty.set()

    @contextmanager
    def enter(self, client: str) -> Iterator[Admission]:
        """Hold a place; what was reserved with it is free again in the end.

        Raises:
            RequestRejected: 429, every place is taken, or every place of this client.
        """
        if self.requests >= self._most_requests:
            raise _later(f"{self.requests} requests are in progress, the most of DATELINE_DOOR_REQUESTS")
        if self._requests_of[client] >= self._client_requests:
            raise _later(f"{self._client_requests} requests of yours are in progress, {SHARE}")
        held = Admission(client)
        self.requests += 1
        self._requests_of[client] += 1
        self._empty.clear()
        try:
            yield held
        finally:
            self.requests -= 1
            self.bytes -= held.bytes
            _release(self._requests_of, client, 1)
            _release(self._bytes_of, client, held.bytes)
            if not self.requests:
                self._empty.set()

    async def empty(self) -> None:
        """Return when nothing is in progress."""
        await self._empty.wait()

    def reserve(self, held: Admission, size: int) -> None:
        """See that a request may hold `size` bytes in all.

        Raises:
            RequestRejected: 429, the others hold too much, or this client does.
        """
        more = max(0, size - held.bytes)
        if self.bytes + more > self._most_bytes:
            raise _later(f"{self.bytes} bytes are in progress; DATELINE_DOOR_IN_FLIGHT_BYTES is {self._most_bytes}")
        if self._bytes_of[held.client] + more > self._client_bytes:
            raise _later(f"{self._bytes_of[held.client]} bytes of yours are in progress, {SHARE}")
        self.bytes += more
        held.bytes += more
        self._bytes_of[held.client] += more


SHARE = "the most that DATELINE_DOOR_CLIENT_SHARE leaves one client"


def _release(held: Counter[str], client: str, amount: int) -> None:
    """Give back, and forget a client that holds nothing."""
    held[client] -= amount
    if held[client] <= 0:
        del held[client]


def _later(why: str) -> RequestRejected:
    return RequestRejected(429, f"{why}: send it again after {RETRY_SECONDS} s", {"Retry-After": str(RETRY_SECONDS)})
