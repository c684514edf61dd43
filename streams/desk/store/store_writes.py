"""Apply one change to the store, inside the caller's transaction. Every change may be delivered again."""

from __future__ import annotations

import sqlite3
from functools import singledispatch

from streams.contract.codec import encode
from streams.desk.store.changes import (
    Change,
    DeadLetterReceived,
    EnrichedArticleReceived,
    EventReceived,
    HappeningReceived,
    RawArticleReceived,
)
from streams.desk.store.event_row import EventRow, event_row
from streams.routing.rule import words
from streams.subscribe.record_types import identity

RAW_BYTES_KEPT = 64 * 1024
"""Largest part of a dead letter's message that is kept, in bytes."""


def apply_change(database: sqlite3.Connection, change: Change) -> None:
    """Store a change; a repeat changes nothing."""
    _apply(change, database)


@singledispatch
def _apply(change: object, database: sqlite3.Connection) -> None:
    raise TypeError(f"not a change of the store: {type(change).__name__}")


@_apply.register
def _raw(change: RawArticleReceived, database: sqlite3.Connection) -> None:
    article = change.article
    seq = _article_seq(database, article.id, change.at_ms)
    database.execute(
        "UPDATE articles SET raw = ?, sent_ms = ?, position = ?, title = ?, source = ?, url = ?, published_at = ?,"
        " outcome = coalesce(outcome, (SELECT 'dead' FROM dead_letters WHERE identity = ?)) WHERE seq = ?",
        (
            encode(article), change.at_ms, change.position, article.title, article.source, article.url,
            article.published_at, change.position, seq,
        ),
    )  # fmt: skip
    database.execute("DELETE FROM article_words WHERE rowid = ?", (seq,))
    database.execute(
        "INSERT INTO article_words (rowid, words) VALUES (?, ?)",
        (seq, words(f"{article.title or ''} ___ {article.text}")),
    )


@_apply.register
def _article(change: EnrichedArticleReceived, database: sqlite3.Connection) -> None:
    record = change.record
    seq = _article_seq(database, record.article_id, change.at_ms)
    outcome = "duplicate" if record.duplicate_of else "enriched"
    database.execute(
        "UPDATE articles SET record = ?, outcome = ?, duplicate_of = ?, read_ms = ?, title = coalesce(title, ?),"
        " source = coalesce(source, ?), url = coalesce(url, ?), published_at = coalesce(published_at, ?) WHERE seq = ?",
        (
            change.value, outcome, record.duplicate_of, change.read_ms,
            record.title, record.source, record.url, record.published_at, seq,
        ),
    )  # fmt: skip


def _article_seq(database: sqlite3.Connection, article_id: str, at_ms: int) -> int:
    database.execute(
        "INSERT INTO articles (article_id, arrived_ms) VALUES (?, ?) ON CONFLICT DO NOTHING", (article_id, at_ms)
    )
    (seq,) = database.execute("SELECT seq FROM articles WHERE article_id = ?", (article_id,)).fetchone()
    return int(seq)


@_apply.register
def _event(change: EventReceived, database: sqlite3.Connection) -> None:
    """Store an event. A repeat changes nothing; an amended event replaces the row under a new sequence number."""
    identified = identity(change.event)
    assert isinstance(identified, tuple)
    content = identified[1]
    stored = database.execute("SELECT content FROM events WHERE event_id = ?", (change.event.event_id,)).fetchone()
    if stored == (content,):
        return
    if stored:
        database.execute("DELETE FROM events WHERE event_id = ?", (change.event.event_id,))
    row = event_row(change.event)
    place_id = _place_id(database, row)
    columns = row.columns | {"content": content, "place_id": place_id, "arrived_ms": change.at_ms}
    marks = ", ".join("?" * len(columns))
    order = f"INSERT INTO events ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
    seq = database.execute(order, list(columns.values())).lastrowid
    database.execute("INSERT INTO event_records VALUES (?, ?)", (seq, change.value))
    database.executemany(
        "INSERT INTO event_tags VALUES (?, ?, ?)", [(seq, kind, value) for kind, value in sorted(row.tags)]
    )
    database.execute("INSERT INTO event_words (rowid, words, actors) VALUES (?, ?, ?)", (seq, row.words, row.actors))


def _place_id(database: sqlite3.Connection, row: EventRow) -> int | None:
    if row.place is None:
        return None
    found = database.execute(
        "SELECT place_id FROM places WHERE lat = ? AND lon = ? AND precision = ? AND name = ? AND country = ?",
        row.place,
    ).fetchone()
    if found:
        return int(found[0])
    made = database.execute(
        "INSERT INTO places (lat, lon, precision, name, country) VALUES (?, ?, ?, ?, ?)", row.place
    ).lastrowid
    lat, lon = row.place[:2]
    database.execute("INSERT INTO place_index VALUES (?, ?, ?, ?, ?)", (made, lat, lat, lon, lon))
    return made


@_apply.register
def _dead(change: DeadLetterReceived, database: sqlite3.Connection) -> None:
    letter, value = change.letter, change.letter.value or b""
    position = f"{letter.topic}/{letter.partition}/{letter.offset}"
    database.execute("UPDATE articles SET outcome = 'dead' WHERE position = ? AND outcome IS NULL", (position,))
    database.execute(
        "INSERT INTO dead_letters (identity, reason, stage, exception, message, attempts, value, bytes, arrived_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            position, letter.reason, letter.stage, letter.exception,
            letter.message, letter.attempts, value[:RAW_BYTES_KEPT], len(value), change.at_ms,
        ),
    )  # fmt: skip


@_apply.register
def _happening(change: HappeningReceived, database: sqlite3.Connection) -> None:
    """Store a happening if its version is higher than the stored one; it then gets a new sequence number."""
    head = change.head
    stored = database.execute("SELECT version FROM happenings WHERE happening_id = ?", (head.happening_id,)).fetchone()
    if stored and stored[0] >= head.version:
        return
    database.execute("DELETE FROM happenings WHERE happening_id = ?", (head.happening_id,))
    seq = database.execute(
        "INSERT INTO happenings (happening_id, version, merged, record, arrived_ms) VALUES (?, ?, ?, ?, ?)",
        (head.happening_id, head.version, head.merged_into is not None, change.value, change.at_ms),
    ).lastrowid
    database.executemany(
        "INSERT OR IGNORE INTO happening_events VALUES (?, ?)", [(event_id, seq) for event_id in head.event_ids]
    )
