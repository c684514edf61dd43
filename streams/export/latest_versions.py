"""Storage of the last version of each event, on disk, in order of first arrival."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from streams.contract.errors import DatelineError

_MAKE = "CREATE TABLE event (id TEXT UNIQUE NOT NULL, value BLOB NOT NULL)"
_PUT = "INSERT INTO event VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value"


class LatestVersions:
    """Stores events (JSON bytes) by id in a temporary file, which is deleted when the context ends.

    Memory is bounded. A later event replaces an earlier one with the same id: it is a repeat or an amended version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.taken = 0
        """Number of events added, including repeats."""

    def __enter__(self) -> Self:
        with self._storing():
            self.path.unlink(missing_ok=True)
            self._database = sqlite3.connect(self.path, isolation_level=None)
            try:
                for order in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", _MAKE, "BEGIN"):
                    self._database.execute(order)
            except sqlite3.Error:
                self._database.close()
                self.path.unlink(missing_ok=True)
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        self.path.unlink(missing_ok=True)

    def put(self, event_id: str, value: bytes) -> None:
        """Add a version.

        Raises:
            DatelineError: the file cannot be written.
        """
        with self._storing():
            self._database.execute(_PUT, (event_id, value))
        self.taken += 1

    def __len__(self) -> int:
        """Return the number of events, each counted once."""
        (count,) = self._database.execute("SELECT count(*) FROM event").fetchone()
        return int(count)

    def __iter__(self) -> Iterator[bytes]:
        for (value,) in self._database.execute("SELECT value FROM event ORDER BY rowid"):
            yield value

    @contextmanager
    def _storing(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise DatelineError(f"{self.path} cannot be written: {error}") from error
