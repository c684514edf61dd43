"""Read-only connections to the store, one per thread, with a bound on the time of a query."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
THREADS = 4
QUERY_SECONDS = 2.0
"""Processor time after which a query is interrupted, in seconds; waiting for the processor does not count."""
STEPS_BETWEEN_LOOKS = 20_000
MMAP_BYTES = 256 * 1024 * 1024


class QueryTooSlow(Exception):
    """A query took more processor time than `QUERY_SECONDS`."""


class StoreReader:
    """Runs queries in its own threads, so that they do not block the event loop."""

    def __init__(self, path: Path, query_seconds: float = QUERY_SECONDS) -> None:
        self._path, self._query_seconds = path, query_seconds
        self._threads = ThreadPoolExecutor(THREADS, "desk-query")
        self._local = threading.local()
        self._made: list[sqlite3.Connection] = []

    async def run(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Return the result of the query, from one consistent state of the store.

        Raises:
            QueryTooSlow: the query took more than `QUERY_SECONDS` of processor time.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.run_blocking, query)

    def run_blocking(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Return the result as `run` does, but block the calling thread."""
        connection = self._connection()
        self._local.until = time.thread_time() + self._query_seconds
        try:
            connection.execute("BEGIN")
            return query(connection)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise QueryTooSlow from error
            raise
        finally:
            connection.rollback()

    def close(self) -> None:
        """Wait for the queries in progress and close the connections."""
        self._threads.shutdown()
        for connection in self._made:
            connection.close()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                f"{self._path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
            )
            connection.execute(f"PRAGMA mmap_size = {MMAP_BYTES}")
            connection.execute("PRAGMA query_only = 1")
            connection.set_progress_handler(self._late, STEPS_BETWEEN_LOOKS)
            self._local.connection = connection
            self._made.append(connection)
        return connection

    def _late(self) -> bool:
        return bool(time.thread_time() > self._local.until)
