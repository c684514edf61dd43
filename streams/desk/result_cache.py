"""Caches results for two seconds; equal queries at the same time run once."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable

KEPT_SECONDS = 2.0
ANSWERS_KEPT = 256


class ResultCache:
    """Short-lived results by query. Use it in the event loop's thread only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._results: OrderedDict[Hashable, tuple[float, asyncio.Future[bytes]]] = OrderedDict()

    async def get(self, question: Hashable, answer: Callable[[], Awaitable[bytes]]) -> bytes:
        """Return the cached result, or the result of `answer`; exceptions are not cached."""
        kept = self._results.get(question)
        if kept is not None and self._clock() - kept[0] < KEPT_SECONDS:
            return await asyncio.shield(kept[1])
        future = asyncio.ensure_future(answer())
        self._results[question] = self._clock(), future
        self._results.move_to_end(question)
        while len(self._results) > ANSWERS_KEPT:
            self._results.popitem(last=False)
        try:
            return await asyncio.shield(future)
        except BaseException:
            if future.done():
                self._results.pop(question, None)
            raise
