"""Reading of CSV: the first line names the columns, each later row is an article."""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from streams.ingest.extract.field_map import Fields
from streams.ingest.extract.items import FailedItem, FoundArticle, Item
from streams.ingest.formats.jsonl import mapped_article

DELIMITERS = ",;\t|"
"""Possible separators: the most frequent one in the first line is used."""

_SEPARATOR = re.compile(r"\s*\"?sep=([,;\t|])\"?\s*", re.IGNORECASE)


class _TooLong(Exception):
    """A row is longer than the limit."""


class _Rows:
    """Lines of a stream for `csv`, with the bytes of the current row."""

    def __init__(self, stream: BinaryIO, max_bytes: int) -> None:
        self._stream, self._max_bytes = stream, max_bytes
        self.raw = bytearray()
        self.line = self.start = 0
        """Number of the last line read, and of the first line of the row."""

    def begin(self) -> None:
        """Start a new row."""
        self.raw.clear()
        self.start = self.line + 1

    def __iter__(self) -> Iterator[str]:
        while line := self._stream.readline(self._max_bytes + 2):
            self.line += 1
            self.raw += line if self.line > 1 else line.removeprefix(b"\xef\xbb\xbf")
            if len(self.raw) > self._max_bytes:
                raise _TooLong
            yield _decoded(line.removeprefix(b"\xef\xbb\xbf") if self.line == 1 else line)


def read_table(stream: BinaryIO, name: str, max_bytes: int, fields: Fields | None = None) -> Iterator[Item]:
    """Yield the rows of a table; a row with a wrong number of cells is published unchanged and becomes a dead letter.

    A row longer than `max_bytes` fails, and so does the rest of the table, because the end of the row is unknown.
    """
    rows = _Rows(stream, max_bytes)
    try:
        rows.begin()
        first = next((line for line in rows if line.strip()), "")
        if not first:
            return
        delimiter = _delimiter(first)
        if named := _SEPARATOR.fullmatch(first):
            # Spreadsheets declare the separator in such a line.
            delimiter, first = named[1], next(iter(rows), "")
        try:
            columns = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])]
        except csv.Error as error:
            yield FailedItem(name, f"names no columns in its first line: {error}")
            return
        if problem := _lacking(columns, fields or {}):
            yield FailedItem(name, problem)
            return
        # The csv module rejects cells over its own limit, which is global to the process.
        csv.field_size_limit(max(max_bytes, csv.field_size_limit()))
        reader = csv.reader(iter(rows), delimiter=delimiter)
        while (row := _next(reader, rows)) is not None:
            if row != []:
                yield _item(row, columns, rows, name, fields or {})
    except _TooLong:
        why = f"longer than DATELINE_MAX_MESSAGE_BYTES, {max_bytes}: is a quote not closed? nothing after it was read"
        yield FailedItem(f"{name}:{rows.start}", why)
    except (OSError, EOFError, zlib.error) as error:
        yield FailedItem(f"{name}:{rows.line + 1}", f"cannot read on: {error}")


def _next(reader: Iterator[list[str]], rows: _Rows) -> list[str] | str | None:
    """Return the next row, None at the end, or the error of `csv`."""
    rows.begin()
    try:
        return next(reader, None)
    except csv.Error as error:
        return str(error)


def _item(row: list[str] | str, columns: list[str], rows: _Rows, name: str, fields: Fields) -> FoundArticle:
    origin = f"{name}:{rows.start}"
    raw = bytes(rows.raw).rstrip(b"\r\n")
    if isinstance(row, str):
        return FoundArticle(None, raw, origin, f"is not a row: {row}")
    if len(row) != len(columns):
        why = f"has {len(row)} cells where the first line names {len(columns)} columns: quote separators"
        return FoundArticle(None, raw, origin, why)
    return mapped_article(dict(zip(columns, row, strict=True)), origin, fields)


def _lacking(columns: list[str], fields: Fields) -> str:
    """Return the problem with the columns of the first line, and how to fix it; empty if there is none."""
    if twice := sorted({name for name in columns if columns.count(name) > 1}):
        return f"has more than one column {', '.join(map(repr, twice))}: rename them in the first line"
    names = ", ".join(columns)
    if absent := [wanted for wanted in fields.values() if wanted not in columns]:
        return f"has no column {', '.join(map(repr, absent))}, only {names}: correct --map"
    if fields.get("text", "text") not in columns:
        return f"has no column for the text among {names}: --map text=COLUMN"
    return ""


def _delimiter(first: str) -> str:
    return max(DELIMITERS, key=first.count)


def _decoded(line: bytes) -> str:
    """Return a line decoded as UTF-8, else as Windows-1252, in which spreadsheets often save tables."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
