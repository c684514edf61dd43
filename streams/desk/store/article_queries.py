"""Queries over articles, happenings and dead letters. They return rows and know no HTTP."""

from __future__ import annotations

import sqlite3
from typing import Any

import msgspec

from streams.contract.records import Article
from streams.desk.store.filter_sql import match_expression, where
from streams.desk.store.filters import Filter

Database = sqlite3.Connection


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """An article in a list."""

    seq: int
    article_id: str
    title: str | None
    source: str | None
    url: str | None
    published_at: str | None
    outcome: str | None
    """`enriched`, `duplicate`, or null if it has not been read yet."""
    duplicate_of: str | None
    events: int


class StoredArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article as published and as read; either is null if its topic no longer holds it."""

    article: Article | None
    record: msgspec.Raw | None
    """The enriched article, as it was published."""
    outcome: str | None
    duplicates: list[str]
    """Ids of articles that repeat it, at most 100."""


_raw = msgspec.json.Decoder(Article).decode


def article_page(database: Database, wanted: Filter, before: int | None, limit: int) -> list[ArticleRow]:
    """Return the newest articles first. `text` searches title and text; other filters need a matching event."""
    parts, values = ["a.seq < ?"], [before if before is not None else 2**62]
    bound: list[object] = [*values]
    if wanted.text:
        parts.append("a.seq IN (SELECT rowid FROM article_words WHERE words MATCH ?)")
        bound.append(match_expression(wanted.text))
    condition, of_events = where(msgspec.structs.replace(wanted, text=()))
    if condition != "1":
        parts.append(f"a.article_id IN (SELECT e.article_id FROM events e WHERE {condition})")  # noqa: S608
        bound += of_events
    rows = database.execute(
        "SELECT a.seq, a.article_id, a.title, a.source, a.url, a.published_at, a.outcome, a.duplicate_of,"  # noqa: S608
        " (SELECT count(*) FROM events x WHERE x.article_id = a.article_id)"
        f" FROM articles a WHERE {' AND '.join(parts)} ORDER BY a.seq DESC LIMIT ?",
        [*bound, limit],
    )
    return [ArticleRow(**dict(zip(ArticleRow.__struct_fields__, row, strict=True))) for row in rows]


def article_by_id(database: Database, article_id: str) -> StoredArticle | None:
    """Return an article by its id; None where the store has none."""
    row = database.execute("SELECT raw, record, outcome FROM articles WHERE article_id = ?", (article_id,)).fetchone()
    if row is None:
        return None
    repeats = database.execute(
        "SELECT article_id FROM articles WHERE duplicate_of = ? ORDER BY seq LIMIT 100", (article_id,)
    )
    raw, record, outcome = row
    return StoredArticle(
        article=_raw(raw) if raw else None,
        record=msgspec.Raw(record) if record else None,
        outcome=outcome,
        duplicates=[found for (found,) in repeats],
    )


class HappeningRow(msgspec.Struct, frozen=True):
    """A happening's record as it was published, and its number in this store."""

    seq: int
    happening: msgspec.Raw


def happening_page(database: Database, wanted: Filter, before: int | None, limit: int) -> list[HappeningRow]:
    """Return the happenings, the one changed last first; with a filter, only those with a matching event."""
    condition, values = where(wanted)
    made_of = (
        "h.seq IN (SELECT m.seq FROM happening_events m JOIN events e USING (event_id)"  # noqa: S608
        f" WHERE {condition})"
    )
    rows = database.execute(
        "SELECT h.seq, h.record FROM happenings h"  # noqa: S608
        f" WHERE NOT h.merged AND h.seq < ? AND {made_of if condition != '1' else '1'} ORDER BY h.seq DESC LIMIT ?",
        [before if before is not None else 2**62, *values, limit],
    )
    return [HappeningRow(seq, msgspec.Raw(record)) for seq, record in rows]


def happening_by_id(database: Database, happening_id: str) -> HappeningRow | None:
    """Return a happening by its id; None where the store has none."""
    row = database.execute("SELECT seq, record FROM happenings WHERE happening_id = ?", (happening_id,)).fetchone()
    return HappeningRow(row[0], msgspec.Raw(row[1])) if row else None


def happenings_of_event(database: Database, event_id: str) -> list[str]:
    """Return the ids of the happenings that an event is part of."""
    rows = database.execute(
        "SELECT h.happening_id FROM happening_events m JOIN happenings h USING (seq) WHERE m.event_id = ?"
        " AND NOT h.merged",
        (event_id,),
    )
    return [found for (found,) in rows]


class DeadLetterRow(msgspec.Struct, frozen=True, kw_only=True):
    """A dead letter in a list."""

    seq: int
    message_at: str
    """Topic, partition and offset of the raw message."""
    reason: str
    stage: str
    exception: str
    message: str
    attempts: int
    value: str
    """The raw message as text, with U+FFFD for bytes that are not UTF-8; at most 64 KiB of it."""
    bytes: int
    """The full size of the message in bytes."""
    arrived_ms: int


def dead_letter_page(database: Database, before: int | None, limit: int) -> list[DeadLetterRow]:
    """Return the newest dead letters first."""
    rows = database.execute(
        "SELECT seq, identity, reason, stage, exception, message, attempts, value, bytes, arrived_ms"
        " FROM dead_letters WHERE seq < ? ORDER BY seq DESC LIMIT ?",
        (before if before is not None else 2**62, limit),
    )
    return [_dead_letter(dict(zip(DeadLetterRow.__struct_fields__, row, strict=True))) for row in rows]


def _dead_letter(row: dict[str, Any]) -> DeadLetterRow:
    return DeadLetterRow(**row | {"value": (row["value"] or b"").decode("utf-8", "replace")})
