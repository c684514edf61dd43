"""The desk's database: one SQLite file with full-text and R*Tree indexes. If it is deleted, the topics are read again.

One process writes; the same process reads on separate connections. The offsets up to which the topics were read are
stored in the same transaction as the records, so that a restart neither loses nor repeats one.
"""

from __future__ import annotations

import fcntl
import logging
import sqlite3
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import IO
from uuid import uuid4

from streams.contract.errors import DatelineError, Misconfigured
from streams.desk.store.changes import Change
from streams.desk.store.event_queries import last_seq
from streams.desk.store.store_writes import apply_change

log = logging.getLogger(__name__)

SCHEMA_VERSION = "1"
"""A file of another version is deleted and filled again."""
APPLICATION_ID = b"DTLN"
"""Application id in the header of the file. A file without it is not the desk's, and is never written to."""
CACHE_KIB = 64 * 1024
BUSY_SECONDS = 10.0
PRUNED_AT_ONCE = 2_000
"""Largest number of rows deleted in one transaction, so that readers and the stream are not delayed."""

Position = tuple[str, int]
"""Topic (full name) and partition."""


class DeskStore:
    """The writing side of the store. Not thread-safe.

    Raises:
        Misconfigured: the file is in use by another desk, cannot be written, or SQLite lacks FTS5 or R*Tree.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = _lock(path)
        try:
            self._database = self._open()
        except sqlite3.Error as error:
            self._lock.close()
            raise Misconfigured(f"DATELINE_DESK_FILE {path}: {error}; SQLite needs FTS5 and R*Tree") from error
        except Misconfigured:
            self._lock.close()
            raise
        self.generation = self._meta("generation")
        """Identifier of this file; sequence numbers of another generation are not valid here."""

    def close(self) -> None:
        """Close the file and release its lock."""
        self._database.close()
        self._lock.close()

    def positions(self) -> dict[Position, int]:
        """Return the next offset to read, by partition; empty for a new file."""
        return {(topic, number): at for topic, number, at in self._database.execute("SELECT * FROM positions")}

    def write(self, changes: Iterable[Change], positions: Mapping[Position, int]) -> int:
        """Store records and positions in one transaction; return the highest event sequence number.

        Raises:
            DatelineError: the file cannot be written.
        """
        try:
            with self._database:
                for change in changes:
                    apply_change(self._database, change)
                self._database.executemany(
                    "INSERT INTO positions VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET next = excluded.next",
                    [(topic, number, at) for (topic, number), at in positions.items()],
                )
        except sqlite3.Error as error:
            raise DatelineError(f"{self.path} cannot be written: {error}") from error
        return self.last_seq()

    def last_seq(self) -> int:
        """Return the sequence number of the newest event; 0 for none."""
        return last_seq(self._database)

    def size_bytes(self) -> int:
        """Return the size of the database pages in use, in bytes."""
        pages, free, size = (
            self._database.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def prune(self, oldest_ms: int, most_events: int, most_bytes: int) -> int:
        """Delete some of the rows over the limits, oldest first; return their number. Call again until it is 0.

        Args:
            oldest_ms: records that arrived earlier (milliseconds since 1970) are deleted.
            most_events: largest number of events that are kept.
            most_bytes: size of the file above which the oldest records are deleted.
        """
        try:
            with self._database:
                gone = self._delete_older(oldest_ms)
                (events,) = self._database.execute("SELECT count(*) FROM events").fetchone()
                if not gone and events > most_events:
                    gone = self._delete_oldest("events", min(events - most_events, PRUNED_AT_ONCE))
                if not gone and self.size_bytes() > most_bytes:
                    gone = sum(self._delete_oldest(table, PRUNED_AT_ONCE // 4) for table in ("events", "articles"))
            self._database.execute("PRAGMA incremental_vacuum(1000)").fetchall()
        except sqlite3.Error as error:
            raise DatelineError(f"{self.path} cannot be written: {error}") from error
        return gone

    def _delete_older(self, oldest_ms: int) -> int:
        tables = ("events", "articles", "dead_letters", "happenings")
        return sum(
            self._database.execute(
                f"DELETE FROM {table} WHERE seq IN (SELECT seq FROM {table} WHERE arrived_ms < ? LIMIT ?)",  # noqa: S608
                (oldest_ms, PRUNED_AT_ONCE),
            ).rowcount
            for table in tables
        )

    def _delete_oldest(self, table: str, count: int) -> int:
        order = f"DELETE FROM {table} WHERE seq IN (SELECT seq FROM {table} ORDER BY seq LIMIT ?)"  # noqa: S608
        return self._database.execute(order, (count,)).rowcount

    def _open(self) -> sqlite3.Connection:
        if _exists_and_is_foreign(self.path):
            raise Misconfigured(f"DATELINE_DESK_FILE {self.path} is not a file of a desk: name another")
        database = self._current()
        if database is not None:
            return database
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        self._make()
        return self._connect()

    def _make(self) -> None:
        """Create the file without a write-ahead log, which could still hold its header if the process is killed."""
        database = sqlite3.connect(self.path)
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute(f"PRAGMA application_id = {int.from_bytes(APPLICATION_ID)}")
        database.executescript(resources.files("streams.desk.store").joinpath("store_schema.sql").read_text("utf-8"))
        made = {"version": SCHEMA_VERSION, "generation": uuid4().hex[:12]}
        with database:
            database.executemany("INSERT INTO meta VALUES (?, ?)", made.items())
        database.close()

    def _current(self) -> sqlite3.Connection | None:
        """Return a connection to the existing file; None if it must be created."""
        database = None
        try:
            database = self._connect()
            database.execute("PRAGMA quick_check(1)").fetchone()
            if self._is_current(database):
                return database
        except sqlite3.DatabaseError as error:
            log.warning("%s is damaged (%s): it is rebuilt from the topics", self.path, error)
        if database is not None:
            database.close()
        return None

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path, timeout=BUSY_SECONDS, check_same_thread=False)
        try:
            for name, value in (("journal_mode", "WAL"), ("synchronous", "NORMAL"), ("cache_size", f"-{CACHE_KIB}")):
                database.execute(f"PRAGMA {name} = {value}")
        except sqlite3.Error:
            database.close()
            raise
        return database

    @staticmethod
    def _is_current(database: sqlite3.Connection) -> bool:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            return False
        version = database.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
        return bool(version == (SCHEMA_VERSION,))

    def _meta(self, name: str) -> str:
        (value,) = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(value)


def _exists_and_is_foreign(path: Path) -> bool:
    """Return whether the file was not written by a desk: bytes 68 to 71 of SQLite's header are the application id."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Misconfigured(f"DATELINE_DESK_FILE {path}: {error.strerror}") from error
    return bool(header) and not (header.startswith(b"SQLite format 3\0") and header[68:72] == APPLICATION_ID)


def _lock(path: Path) -> IO[str]:
    """Lock the file until the returned file is closed."""
    try:
        held = path.with_name(path.name + ".lock").open("w", encoding="utf-8")
    except OSError as error:
        raise Misconfigured(f"DATELINE_DESK_FILE {path}: {error.strerror}") from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise Misconfigured(f"DATELINE_DESK_FILE {path} is in use by another desk: name another file") from error
    return held
