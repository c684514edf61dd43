"""The desk's database file: one SQLite file with full-text and box indexes, made again from the topics when it is gone.

One process writes; the same process reads on connections of its own. The offsets up to which the topics were read
are stored in the transaction that stores the records, so that a restart neither loses nor doubles one.
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
"""A file of another version is deleted and made again."""
APPLICATION_ID = b"DTLN"
"""In the header of the file: a file without it is not ours, and is never written to."""
CACHE_KIB = 64 * 1024
BUSY_SECONDS = 10.0
PRUNED_AT_ONCE = 2_000
"""Rows deleted in one transaction, so that readers and the stream are not held up."""

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
        """Of this file's making; sequence numbers of another generation mean nothing here."""

    def close(self) -> None:
        """Close the file and release its lock."""
        self._database.close()
        self._lock.close()

    def positions(self) -> dict[Position, int]:
        """Return the next offset to read, by partition; empty for a new file."""
        return {(topic, number): at for topic, number, at in self._database.execute("SELECT * FROM positions")}

    def write(self, changes: Iterable[Change], positions: Mapping[Position, int]) -> int:
        """Store records and how far the topics were read, all or nothing; the highest event sequence number.

        Raises:
            DatelineError: the disk does not take it.
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
        """The sequence number of the newest event; 0 for none."""
        return last_seq(self._database)

    def size_bytes(self) -> int:
        """Bytes of the pages in use."""
        pages, free, size = (
            self._database.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def prune(self, oldest_ms: int, most_events: int, most_bytes: int) -> int:
        """Delete some of what is too old or too much, oldest first; how many rows went. Call again until 0.

        Args:
            oldest_ms: records that arrived before (milliseconds since 1970) go.
            most_events: events that may stay.
            most_bytes: size of the file above which the oldest go.
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
            raise Misconfigured(f"DATELINE_DESK_FILE {self.path} is no desk's file: name another")
        database = self._current()
        if database is not None:
            return database
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        self._make()
        return self._connect()

    def _make(self) -> None:
        """Make the file, in one piece: with a write-ahead log its header could still be in there when we are killed."""
        database = sqlite3.connect(self.path)
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute(f"PRAGMA application_id = {int.from_bytes(APPLICATION_ID)}")
        database.executescript(resources.files("streams.desk.store").joinpath("store_schema.sql").read_text("utf-8"))
        made = {"version": SCHEMA_VERSION, "generation": uuid4().hex[:12]}
        with database:
            database.executemany("INSERT INTO meta VALUES (?, ?)", made.items())
        database.close()

    def _current(self) -> sqlite3.Connection | None:
        """The file as it is; None where it has to be made (again)."""
        database = None
        try:
            database = self._connect()
            database.execute("PRAGMA quick_check(1)").fetchone()
            if self._is_current(database):
                return database
        except sqlite3.DatabaseError as error:
            log.warning("%s is damaged (%s): it is made again from the topics", self.path, error)
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
    """Whether the file holds something that no desk wrote; of SQLite's header, bytes 68 to 71 say who did."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Misconfigured(f"DATELINE_DESK_FILE {path}: {error.strerror}") from error
    return bool(header) and not (header.startswith(b"SQLite format 3\0") and header[68:72] == APPLICATION_ID)


def _lock(path: Path) -> IO[str]:
    """Hold the file's lock for as long as the answer is open."""
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
