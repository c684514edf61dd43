"""Reading of files and folders: JSON, CSV, WARC, plain-text articles, RSS and Atom, each also as .gz."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from streams.contract.errors import Misconfigured
from streams.ingest.extract.charsets import decode_text
from streams.ingest.extract.field_map import Fields
from streams.ingest.extract.items import FailedItem, Item
from streams.ingest.formats.csv_file import read_table
from streams.ingest.formats.json_file import LIST_BYTES, read_document
from streams.ingest.formats.jsonl import found_article, read_lines
from streams.ingest.formats.text_file import parse_bytes
from streams.ingest.formats.warc_file import read_warc
from streams.ingest.listings.entries import FetchLimits
from streams.ingest.listings.link_lists import addresses, listed_records, needs_pages, read_addresses, read_records
from streams.ingest.listings.listings import read_listing
from streams.ingest.web.fetch_policy import FetchPolicy
from streams.ingest.web.http_client import HttpClient

LINES = {".jsonl", ".ndjson"}
DOCUMENTS = {".json"}
TABLES = {".csv", ".tsv"}
TEXTS = {".txt"}
FEEDS = {".rss", ".atom", ".xml"}
ARCHIVES = {".warc"}
KNOWN = LINES | DOCUMENTS | TABLES | TEXTS | FEEDS | ARCHIVES

Opener = Callable[[Path], BinaryIO]
MakePolicy = Callable[[HttpClient], FetchPolicy]


def find_files(path: Path) -> list[Path]:
    """Return the file itself, or every file below a folder with a known suffix, in order of name.

    Raises:
        Misconfigured: the file does not exist, its suffix is unknown, or the folder has no known file.
    """
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file() and kind(p))
        if not files:
            raise Misconfigured(f"{path}: no {', '.join(sorted(KNOWN))} (or .gz) file in it")
        return files
    if not path.exists():
        raise Misconfigured(f"{path}: no such file or folder")
    if not kind(path):
        kinds = f"{', '.join(sorted(KNOWN))}, each also with .gz; web pages are read from a .txt of their addresses"
        raise Misconfigured(f"{path}: unsupported file type; supported are {kinds}")
    return [path]


def read_file(
    path: Path, opener: Opener, max_bytes: int, fields: Fields | None = None, make_policy: MakePolicy = FetchPolicy
) -> Iterator[Item]:
    """Yield the items of a file, by its suffix. `opener` opens it for reading, so that a caller can show progress.

    `fields` is the field map for JSON and CSV; other formats have the field names of an article. `make_policy` returns
    the fetch policy for pages that a feed links to.
    """
    try:
        with opener(path) as raw:
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if path.suffix == ".gz" else raw
            if kind(path) in LINES | DOCUMENTS | TABLES:
                stream = _utf8(stream)
            if kind(path) in FEEDS | TEXTS:
                yield from _whole(stream, kind(path), str(path), max_bytes, make_policy)
            elif kind(path) in DOCUMENTS:
                yield from _document(stream, str(path), max_bytes, fields, make_policy)
            else:
                yield from _read(stream, kind(path), str(path), max_bytes, fields)
    except (OSError, EOFError, zlib.error) as error:
        yield FailedItem(str(path), getattr(error, "strerror", None) or str(error))


def _read(stream: BinaryIO, suffix: str, name: str, max_bytes: int, fields: Fields | None) -> Iterator[Item]:
    if suffix in LINES:
        yield from read_lines(stream, name, max_bytes, fields)
    elif suffix in TABLES:
        yield from read_table(stream, name, max_bytes, fields)
    else:
        yield from read_warc(stream, name, max_bytes)


def _utf8(stream: BinaryIO) -> BinaryIO:
    """Return the stream, or its content in UTF-8 if it starts with a byte order mark of UTF-16.

    Such a file, as spreadsheets and shells write it, is read up to the size limit of a JSON list.
    """
    wide = stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    stream.seek(0)
    return io.BytesIO(decode_text(stream.read(LIST_BYTES), markup=False).encode()) if wide else stream


def _document(
    stream: BinaryIO, name: str, max_bytes: int, fields: Fields | None, make_policy: MakePolicy
) -> Iterator[Item]:
    """Yield the articles of a JSON file; those listed only by address are fetched."""
    try:
        body = stream.read(LIST_BYTES + 1)
        stream.seek(0)
    except (OSError, EOFError, zlib.error) as error:
        yield FailedItem(name, f"cannot read on: {error}")
        return
    records = listed_records(body, fields) if len(body) <= LIST_BYTES else None
    if records is not None and needs_pages(records, fields):
        yield from read_records(records, name, make_policy(HttpClient(public_only=True)), FetchLimits(), fields)
    elif records is not None and not body.lstrip().startswith(b"["):
        yield from (found_article(record, f"{name}#{number}", fields) for number, record in enumerate(records, start=1))
    else:
        yield from read_document(stream, name, max_bytes, fields)


def _whole(stream: BinaryIO, suffix: str, name: str, max_bytes: int, make_policy: MakePolicy) -> Iterator[Item]:
    try:
        body = stream.read(max_bytes + 1)
    except (EOFError, zlib.error) as error:
        yield FailedItem(name, f"cannot read on: {error}")
        return
    if len(body) > max_bytes:
        yield FailedItem(name, f"longer than DATELINE_MAX_MESSAGE_BYTES, {max_bytes}", too_long=True)
    elif suffix in FEEDS:
        yield from read_listing(body, name, make_policy(HttpClient(public_only=True)))
    elif urls := addresses(body):
        yield from read_addresses(urls, name, make_policy(HttpClient(public_only=True)), FetchLimits())
    else:
        yield _text(body, name)


def _text(body: bytes, name: str) -> Item:
    return found_article(msgspec.json.encode(parse_bytes(body, name)), name)


def kind(path: Path) -> str:
    """Return the suffix of the format, without .gz; empty if unknown."""
    suffix = (path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower()
    return suffix if suffix in KNOWN else ""
