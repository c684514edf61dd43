"""Load shedding: limits on requests and bytes in progress, in total and per client; more are rejected with 429."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from streams.http_api.responses import RequestRejected

RETRY_SECONDS = 1
"""Value of `Retry-After`: a request takes fractions of a second while the broker confirms."""


@dataclass(slots=True)
class Admission:
    """One request in progress, and the bytes reserved for it."""

    client: str
    bytes: int = 0


class LoadShedder:
    """Counts requests and bytes in progress. Not thread-safe.

    Args:
        requests: maximum number of requests at once.
        bytes_: maximum number of body bytes at once, counted as they arrive.
        share: share of both that one client may hold, from 0 to 1; one request of `least_bytes` is always allowed.
        least_bytes: maximum size of the body of a request.
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
        """Count a request of a client while the context is open; its reserved bytes are released at the end.

        Raises:
            RequestRejected: 429, too many requests are in progress, in total or of this client.
        """
        if self.requests >= self._most_requests:
            raise _later(f"{self.requests} requests are in progress, the most of DATELINE_DOOR_REQUESTS")
        if self._requests_of[client] >= self._client_requests:
            raise _later(f"{self._client_requests} requests of yours are in progress, {SHARE}")
        admission = Admission(client)
        self.requests += 1
        self._requests_of[client] += 1
        self._empty.clear()
        try:
            yield admission
        finally:
            self.requests -= 1
            self.bytes -= admission.bytes
            _release(self._requests_of, client, 1)
            _release(self._bytes_of, client, admission.bytes)
            if not self.requests:
                self._empty.set()

    async def empty(self) -> None:
        """Wait until no request is in progress."""
        await self._empty.wait()

    def reserve(self, admission: Admission, size: int) -> None:
        """Reserve bytes so that a request has `size` in total.

        Raises:
            RequestRejected: 429, too many bytes are in progress, in total or of this client.
        """
        more = max(0, size - admission.bytes)
        if self.bytes + more > self._most_bytes:
            raise _later(f"{self.bytes} bytes are in progress; DATELINE_DOOR_IN_FLIGHT_BYTES is {self._most_bytes}")
        if self._bytes_of[admission.client] + more > self._client_bytes:
            raise _later(f"{self._bytes_of[admission.client]} bytes of yours are in progress, {SHARE}")
        self.bytes += more
        admission.bytes += more
        self._bytes_of[admission.client] += more


SHARE = "the most that DATELINE_DOOR_CLIENT_SHARE leaves one client"


def _release(reserved: Counter[str], client: str, amount: int) -> None:
    """Subtract an amount; remove a client with nothing left."""
    reserved[client] -= amount
    if reserved[client] <= 0:
        del reserved[client]


def _later(why: str) -> RequestRejected:
    return RequestRejected(429, f"{why}: send it again after {RETRY_SECONDS} s", {"Retry-After": str(RETRY_SECONDS)})
