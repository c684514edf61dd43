"""The reader processes of a worker: distributes batches, replaces lost processes, isolates articles that crash one."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from typing import Literal

from agents.pool.ipc import Batch, Results
from agents.pool.outcome import DeadArticle, Outcome
from agents.pool.reader_handle import ReaderHandle, ReaderLost
from streams.contract.errors import Misconfigured, Reason
from streams.dedup.verdict import Verdict
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

ATTEMPTS = 3
"""Attempts at reading an article, the last two alone, before it counts as the cause of a crash."""
BACKOFF_SECONDS = (0.0, 1.0, 5.0, 30.0)
"""Seconds to wait before a process is restarted, by the number of consecutive failed starts."""


Change = Literal["started", "crashed", "timed_out", "recycled"]


class ReaderPool:
    """The reader processes of a worker; each is replaced when it is lost or grows too large."""

    def __init__(
        self,
        settings: Settings,
        on_change: Callable[[Change], None] = lambda change: None,
        on_results: Callable[[Results], None] = lambda results: None,
    ) -> None:
        self._settings, self._on_change, self._on_results = settings, on_change, on_results
        self._command = [
            sys.executable,
            # -P: do not import a package called `agents` from the working directory.
            *("-P", "-m", "agents.pool.reader_process", "--reader", settings.reader, "--model", settings.model),
            *("--packs", *settings.packs),
            *("--article-chars", str(settings.max_article_chars)),
            *("--message-bytes", str(settings.max_message_bytes)),
            *("--published-at-fallback", settings.published_at_fallback),
        ]
        self._idle: asyncio.Queue[ReaderHandle] = asyncio.Queue()
        self._alive: dict[ReaderHandle, int] = {}
        self._keepers: list[asyncio.Task[None]] = []
        self._first_start: asyncio.Future[None] | None = None

    async def start(self) -> None:
        """Start the processes and return immediately; `ready` waits for the model."""
        self._first_start = asyncio.get_running_loop().create_future()
        self._keepers = [asyncio.create_task(self._keep_running(n)) for n in range(self._settings.processes)]

    async def ready(self) -> None:
        """Wait until one process has loaded the model.

        Raises:
            Misconfigured: the first process failed to start; its error is on standard error.
        """
        assert self._first_start is not None
        await asyncio.shield(self._first_start)

    async def stop(self) -> None:
        """Stop every process."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        await asyncio.gather(*(process.kill() for process in list(self._alive)))
        self._alive.clear()

    @property
    def alive(self) -> int:
        """Return the number of processes that have loaded the model."""
        return len(self._alive)

    @property
    def memory_bytes(self) -> dict[int, int]:
        """Resident size of each process by its number, as of its last batch."""
        return {number: process.memory_bytes for process, number in self._alive.items()}

    async def read(
        self,
        raws: Sequence[bytes | None],
        now: str,
        verdicts: Sequence[Verdict | None] = (),
        received: Sequence[float | None] = (),
    ) -> tuple[list[Outcome], float]:
        """Return the outcomes of a batch in order, and the seconds spent reading.

        `received` are the Unix times (seconds) of the messages. If the process is lost, it is replaced, and each
        message is read alone to find the cause.
        """
        try:
            batch = Batch(list(raws), now, list(verdicts), list(received))
            results = await self._attempt(batch, 2 * self._settings.article_timeout_seconds)
        except ReaderLost:
            each = [
                Batch([raw], now, list(verdicts[i : i + 1]), list(received[i : i + 1])) for i, raw in enumerate(raws)
            ]
            alone = await asyncio.gather(*(self._alone(one) for one in each))
            return [outcome for outcome, _ in alone], sum(seconds for _, seconds in alone)
        return results.outcomes, results.seconds

    async def _alone(self, one: Batch) -> tuple[Outcome, float]:
        reason = Reason.READER_CRASHED
        for _ in range(ATTEMPTS - 1):
            try:
                results = await self._attempt(one, self._settings.article_timeout_seconds)
            except ReaderLost as lost:
                reason = lost.reason
            else:
                return results.outcomes[0], results.seconds
        what = "took too long" if reason is Reason.READER_TIMED_OUT else "died"
        text = f"the reader process {what} over this article {ATTEMPTS} times"
        return DeadArticle(reason, "read", "Lost", text, attempts=ATTEMPTS), 0.0

    async def _attempt(self, batch: Batch, timeout: float) -> Results:
        while (process := await self._idle.get()).ended:
            # It ended while idle, so no article is the cause.
            self._on_change("crashed")
            await process.kill()
        try:
            results = await process.read(batch, timeout)
        except ReaderLost as lost:
            change: Change = "timed_out" if lost.reason is Reason.READER_TIMED_OUT else "crashed"
            log.warning("reader process %s while reading a batch of %d", change.replace("_", " "), len(batch.raws))
            self._on_change(change)
            raise
        self._on_results(results)
        if process.memory_bytes > self._settings.reader_memory_bytes:
            log.info("reader process recycled at %d MiB", process.memory_bytes >> 20)
            self._on_change("recycled")
            await process.kill()
        else:
            self._idle.put_nowait(process)
        return results

    async def _keep_running(self, number: int) -> None:
        """Keep one process running: start it, wait until it ends, start the next."""
        failures = 0
        while True:
            await asyncio.sleep(BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS) - 1)])
            try:
                process = await ReaderHandle.start(self._command)
            except ReaderLost:
                failures += 1
                log.error("a reader process could not start (%d in a row)", failures)
                self._complete_start(Misconfigured("the reader cannot start: see its message above"))
                continue
            failures = 0
            self._alive[process] = number
            self._on_change("started")
            self._complete_start(None)
            self._idle.put_nowait(process)
            await process.gone.wait()
            self._alive.pop(process, None)

    def _complete_start(self, failure: Misconfigured | None) -> None:
        """Complete `ready` when the first process has started or failed to start."""
        assert self._first_start is not None
        if self._first_start.done():
            return
        if failure:
            self._first_start.set_exception(failure)
        else:
            self._first_start.set_result(None)
