"""The worker's handle of one reader process: start, read, kill."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from agents.pool.ipc import Batch, Ready, Results, pack, receive
from streams.contract.errors import Reason
from streams.ops.secret_values import reader_environment


@dataclass(frozen=True, slots=True)
class ReaderLost(Exception):
    """A reader process died or was killed while it read a batch."""

    reason: Reason


class ReaderHandle:
    """A reader process with its pipes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._stdin, self._stdout = process, process.stdin, process.stdout
        self.memory_bytes = 0
        self.gone = asyncio.Event()

    @classmethod
    async def start(cls, command: Sequence[str]) -> Self:
        """Start the process and wait until the model is loaded.

        Raises:
            ReaderLost: the process ended or took too long.
        """
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=reader_environment() | ONE_THREAD,
            start_new_session=True,
        )
        reader = cls(process)
        try:
            async with asyncio.timeout(START_SECONDS):
                ready = await receive(reader._stdout)
        except (TimeoutError, asyncio.IncompleteReadError) as error:
            await reader.kill()
            raise ReaderLost(Reason.READER_CRASHED) from error
        except asyncio.CancelledError:
            await reader.kill()
            raise
        assert isinstance(ready, Ready)
        return reader

    async def read(self, batch: Batch, timeout: float) -> Results:
        """Return the results of a batch.

        Raises:
            ReaderLost: the process died while reading, or was killed at the time limit.
        """
        try:
            async with asyncio.timeout(timeout):
                self._stdin.write(pack(batch))
                await self._stdin.drain()
                results = await receive(self._stdout)
        except TimeoutError as error:
            await self.kill()
            raise ReaderLost(Reason.READER_TIMED_OUT) from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            await self.kill()
            raise ReaderLost(Reason.READER_CRASHED) from error
        except asyncio.CancelledError:
            await self.kill()
            raise
        assert isinstance(results, Results)
        self.memory_bytes = results.memory_bytes
        return results

    @property
    def ended(self) -> bool:
        """Whether the process has ended."""
        return self._process.returncode is not None

    async def kill(self) -> None:
        """Kill the process and wait until it has ended."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        self.gone.set()


START_SECONDS = 120.0
"""Maximum seconds for a process to load the model."""


ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
"""Environment for one thread per process: threads that compete for cores are slower."""
