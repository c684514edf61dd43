"""A TCP proxy on localhost between a broker and its clients that injects network faults."""

from __future__ import annotations

import asyncio
import contextlib
import struct
import threading
from collections.abc import Callable, Coroutine

PRODUCE = 0
"""The API key of the Kafka request that appends messages."""
_HEAD = struct.Struct(">hhi")
"""The header of a request: API key, API version, and correlation id."""


class Proxy:
    """Forwards Kafka frames both ways until a fault is set. It runs in its own thread."""

    def __init__(self, port: int, backend: int) -> None:
        self.port, self._backend = port, backend
        self._loop = asyncio.new_event_loop()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._refusing = self._losing = False
        self._delay_seconds, self._bytes_per_second = 0.0, float("inf")
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.lost = 0
        """Number of dropped acknowledgements."""
        listening = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(listening,), daemon=True, name=f"proxy {port}")
        self._thread.start()
        listening.wait()

    def close(self) -> None:
        """End the proxy and its connections."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def open(self) -> None:
        """Forward everything again; data that was held back arrives late."""
        self._do(self._open)

    def cut(self) -> None:
        """Reset every connection, also new ones."""
        self._do(self._cut)

    def silence(self) -> None:
        """Keep connections open and forward nothing."""
        self._do(self._flowing.clear)

    def slow(self, delay_seconds: float, bytes_per_second: float) -> None:
        """Delay each frame by a fixed time and by its size."""
        self._delay_seconds, self._bytes_per_second = delay_seconds, bytes_per_second

    def lose_confirmations(self) -> None:
        """Drop the broker's acknowledgements: it has stored the messages, but the clients do not know."""
        self._losing = True

    def _run(self, listening: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        listening.set()
        self._loop.run_forever()
        server.close()
        for task in self._tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*self._tasks, return_exceptions=True))
        self._loop.close()

    def _do(self, action: Callable[[], None]) -> None:
        self._loop.call_soon_threadsafe(action)

    def _open(self) -> None:
        self._refusing = self._losing = False
        self._delay_seconds, self._bytes_per_second = 0.0, float("inf")
        self._flowing.set()

    def _cut(self) -> None:
        self._refusing = True
        for writer in self._writers:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        ends = [writer]
        self._writers.add(writer)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            if not self._refusing:
                answers, requests = await asyncio.open_connection("127.0.0.1", self._backend)
                ends.append(requests)
                self._writers.add(requests)
                published: set[int] = set()
                await self._join(
                    self._pass(reader, requests, lambda frame: self._note(frame, published)),
                    self._pass(answers, writer, lambda frame: self._is_lost(frame, published)),
                )
        for end in ends:
            end.transport.abort()
            self._writers.discard(end)
        self._tasks.discard(task)

    @staticmethod
    async def _join(*ways: Coroutine[None, None, None]) -> None:
        """Run until one direction ends; then cancel the other."""
        tasks = [asyncio.ensure_future(way) for way in ways]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _pass(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, dropped: Callable[[bytes], bool]
    ) -> None:
        while True:
            size = await source.readexactly(4)
            frame = await source.readexactly(int.from_bytes(size, "big"))
            await self._flowing.wait()
            if self._delay_seconds:
                await asyncio.sleep(self._delay_seconds + len(frame) / self._bytes_per_second)
            if not dropped(frame):
                target.write(size + frame)
                await target.drain()

    @staticmethod
    def _note(frame: bytes, published: set[int]) -> bool:
        request, _, number = _HEAD.unpack_from(frame)
        if request == PRODUCE:
            published.add(number)
        return False

    def _is_lost(self, frame: bytes, published: set[int]) -> bool:
        number = int.from_bytes(frame[:4], "big", signed=True)
        if number not in published:
            return False
        published.discard(number)
        self.lost += self._losing
        return self._losing
