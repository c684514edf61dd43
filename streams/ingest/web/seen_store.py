"""The seen store: articles that were fed before, in a SQLite file, so that later runs feed only new ones."""

from __future__ import annotations

import json
import sqlite3
import time
from pathlib import Path
from typing import Self

from streams.contract.errors import DatelineError, Misconfigured

KEEP_DAYS = 60
"""Days for which an article is stored after it was last seen in its feed."""

SCHEMA = """
PRAGMA locking_mode = EXCLUSIVE;
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS articles (mark TEXT PRIMARY KEY, seen REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (url TEXT PRIMARY KEY, validators TEXT NOT NULL, seen REAL NOT NULL);
CREATE INDEX IF NOT EXISTS articles_seen ON articles (seen);
COMMIT;
"""


class SeenStore:
    """Stores articles and documents, permanently once `keep` is called after the broker has confirmed them.

    `drop` discards entries since the last `commit`, so that those articles are fed again, with the same ids.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the store in a file, or in memory only.

        Raises:
            Misconfigured: the file cannot be created, is not a seen store, or is in use by another process.
        """
        self._name = path or "in memory"
        try:
            self._store = sqlite3.connect(path or ":memory:", timeout=1.0)
            try:
                self._store.executescript(SCHEMA)
            except sqlite3.Error:
                self._store.close()
                raise
        except sqlite3.Error as error:
            raise Misconfigured(f"--remember {path}: {error}; each process needs its own file") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._store.close()

    def contains(self, mark: str) -> bool:
        """Return whether an article was fed, and renew its time."""
        seen = self._do("UPDATE articles SET seen = ? WHERE mark = ?", (time.time(), mark))
        return seen.rowcount > 0

    def add_article(self, mark: str) -> None:
        """Record an article that is about to be fed."""
        self._do("INSERT OR REPLACE INTO articles VALUES (?, ?)", (mark, time.time()))

    def validators(self, url: str) -> dict[str, str]:
        """Return the headers for a conditional request, if the document was read completely before."""
        row = self._do("SELECT validators FROM documents WHERE url = ?", (url,)).fetchone()
        try:
            known = json.loads(row[0]) if row else {}
        except (ValueError, TypeError, RecursionError):
            known = None
        if isinstance(known, dict) and all(isinstance(part, str) for pair in known.items() for part in pair):
            return known
        # An invalid row: the document is fetched unconditionally, and the row is rewritten.
        return {}

    def add_document(self, url: str, validators: dict[str, str]) -> None:
        """Record that a document was read completely."""
        row = (url, json.dumps(validators), time.time())
        self._do("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", row)

    def commit(self) -> None:
        """Store the recorded entries; delete those not seen for `KEEP_DAYS`."""
        oldest = time.time() - KEEP_DAYS * 24 * 60 * 60
        self._do("DELETE FROM articles WHERE seen < ?", (oldest,))
        self._do("DELETE FROM documents WHERE seen < ?", (oldest,))
        self._do("COMMIT")

    def rollback(self) -> None:
        """Discard entries recorded since the last `commit`."""
        self._store.rollback()

    def _do(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._store.execute(statement, values)
        except sqlite3.Error as error:
            raise DatelineError(f"--remember {self._name}: {error}") from error
