"""Reading of WARC files, as of Common Crawl News: the article of each web page. Needs the extra `feeds`."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from typing import Any, BinaryIO

import msgspec

from streams.contract.errors import Misconfigured
from streams.ingest.extract.items import FailedItem, FoundArticle, Item, SkippedItem
from streams.ingest.extract.web_page import WebPageError, page_article
from streams.ingest.web.http_client import MAX_BYTES
from streams.ingest.web.response_body import charset, decompressed_body

HEADER_BYTES = 1024 * 1024
"""Maximum bytes of the headers of a record, including read-ahead."""
BLOCK_BYTES = 64 * 1024
PAGES = {"text/html", "application/xhtml+xml"}
RECORD_END = b"\r\n\r\n"


class _Broken(Exception):
    """The rest of the file cannot be read; the message says why."""


class _Guard:
    """A stream that raises if it is truncated; warcio would treat that as the end of the file."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.left: int | None = None
        """Bytes that may still be read; None for no limit."""
        self.tail = RECORD_END
        """The last bytes that were read."""

    def read(self, size: int = -1) -> bytes:
        try:
            block = self._stream.read(size)
        except (EOFError, OSError, zlib.error) as error:
            raise _Broken(str(error)) from error
        if self.left is not None:
            self.left -= len(block)
            if self.left < 0:
                raise _Broken(f"the headers of a record have more than {HEADER_BYTES} bytes")
        self.tail = (self.tail + block[-4:])[-4:]
        return block


def read_warc(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Item]:
    """Yield the articles of the web pages in a decompressed WARC file; other records are ignored.

    Raises:
        Misconfigured: warcio or trafilatura is not installed.
    """
    try:
        for number, record in enumerate(_records(stream), start=1):
            if record.rec_type in ("response", "resource"):
                item = _item(record, f"{name}#{number}")
                too_long = isinstance(item, FoundArticle) and len(item.value) > max_bytes
                why = f"longer than DATELINE_MAX_MESSAGE_BYTES, {max_bytes}"
                yield FailedItem(item.origin, why) if too_long else item
    except _Broken as error:
        yield FailedItem(name, f"cannot read on: {error}")


def _records(stream: BinaryIO) -> Iterator[Any]:
    try:
        from warcio.archiveiterator import WARCIterator
        from warcio.exceptions import ArchiveLoadFailed
        from warcio.statusandheaders import StatusAndHeadersParserException
    except ImportError as error:
        raise Misconfigured("WARC files are an extra: pip install 'dateline[feeds]'") from error
    guard = _Guard(stream)
    records = WARCIterator(guard, no_record_parse=True)
    # Records inside the gzip of the file must not be decompressed again, without bounds.
    records.reader.set_decomp(None)
    while True:
        guard.left = HEADER_BYTES
        try:
            # warcio prints the content of an invalid file, which is untrusted.
            with redirect_stderr(io.StringIO()):
                record = next(records, None)
        except (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError) as error:
            raise _Broken(f"is not WARC: {str(error).strip()}") from error
        guard.left = None
        if records.err_count:
            raise _Broken("the length of a record is wrong")
        if record is None:
            break
        yield record
        while record.raw_stream.read(BLOCK_BYTES):
            pass
        if getattr(record.raw_stream, "limit", 0):
            break
    if record is not None or guard.tail != RECORD_END:
        raise _Broken("it ends in the middle of a record")


def _item(record: Any, origin: str) -> Item:
    from warcio.statusandheaders import StatusAndHeadersParser

    url = record.rec_headers.get_header("WARC-Target-URI")
    origin = f"{origin} {url or ''}".strip()
    header, kind = record.rec_headers.get_header, record.content_type or ""
    if record.rec_type == "response":
        try:
            answer = StatusAndHeadersParser(["HTTP/"], verify=False).parse(record.raw_stream)
        except EOFError:
            return FailedItem(origin, "holds no answer")
        if (status := answer.get_statuscode()) != "200":
            return SkippedItem(origin, f"HTTP status {status}")
        header, kind = answer.get_header, answer.get_header("Content-Type") or ""
    if kind.partition(";")[0].strip().lower() not in PAGES:
        return SkippedItem(origin, "is not a web page")
    try:
        article = page_article(_body(record.raw_stream, header), url, charset(kind))
    except (ValueError, WebPageError) as error:
        return FailedItem(origin, str(error))
    if article is None:
        return SkippedItem(origin, "the page gives no text")
    if crawled := record.rec_headers.get_header("WARC-Date"):
        article["fetched_at"] = crawled
    return FoundArticle(url.encode() if url else None, msgspec.json.encode(article), origin)


def _body(stream: Any, header: Callable[[str], str | None]) -> bytes:
    """Return the body of a response, decompressed within limits.

    Raises:
        ValueError: the body is too long or cannot be decompressed.
    """
    from warcio.bufferedreaders import ChunkedDataReader

    if (header("Transfer-Encoding") or "").strip().lower() == "chunked":
        stream = ChunkedDataReader(stream)
    pieces: list[bytes] = []
    while (room := MAX_BYTES + 1 - sum(map(len, pieces))) > 0 and (piece := stream.read(min(room, BLOCK_BYTES))):
        pieces.append(piece)
    return decompressed_body(b"".join(pieces), (header("Content-Encoding") or "").strip().lower(), MAX_BYTES)
