"""WARC files: their web pages are read, and a broken file ends with one line."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from pathlib import Path
from typing import BinaryIO

import pytest

from streams.ingest.extract.items import FailedItem, FoundArticle, Item, SkippedItem
from streams.ingest.files import read_file
from streams.ingest.formats import warc_file as module
from streams.ingest.formats.warc_file import read_warc
from tests.unit.support.article_formats import PAGE, expected, warc

URL = "https://lenz.example/orvat"


def items(content: bytes) -> list[Item]:
    return list(read_warc(io.BytesIO(content), "a.warc", 100_000))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_page_in_it_is_an_article(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(warc((URL, PAGE), gzip=name.endswith("gz")))
    (found,) = read_file(path, lambda p: p.open("rb"), 100_000)
    assert isinstance(found, FoundArticle)
    assert json.loads(found.value) == expected(URL) | {"fetched_at": "2026-03-11T06:00:00Z"}
    assert (found.key, found.origin) == (URL.encode(), f"{path}#2 {URL}")


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [("gzip", gzip.compress(PAGE, mtime=0)), ("deflate", zlib.compress(PAGE)), ("deflate", zlib.compress(PAGE)[2:-4])],
)
def test_packed_pages_are_unpacked(encoding: str, packed: bytes) -> None:
    (found,) = items(warc((URL, packed), gzip=False, headers=(("Content-Encoding", encoding),)))
    assert isinstance(found, FoundArticle)
    assert json.loads(found.value)["url"] == URL


def test_chunks_are_joined() -> None:
    chunked = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (PAGE[:1000], PAGE[1000:], b""))
    (found,) = items(warc((URL, chunked), gzip=False, headers=(("Transfer-Encoding", "chunked"),)))
    assert isinstance(found, FoundArticle)


@pytest.mark.parametrize(
    ("body", "headers", "why"),
    [
        (b"x", (("Content-Encoding", "br"),), "compressed as br, but truncated"),
        (b"\x1f\x8bno gzip", (("Content-Encoding", "gzip"),), "but invalid"),
        (gzip.compress(b"<p>" * 2_000_000, mtime=0), (("Content-Encoding", "gzip"),), "more than"),
        (b"<p>" * 1_000_000, (), "more than"),
    ],
)
def test_a_page_that_cannot_be_unpacked_fails_and_the_next_is_read(
    body: bytes, headers: tuple[tuple[str, str], ...], why: str
) -> None:
    failed, found = items(warc((URL, body), gzip=False, headers=headers) + warc((URL, PAGE), gzip=False))
    assert isinstance(failed, FailedItem)
    assert why in failed.why
    assert isinstance(found, FoundArticle)


def test_other_records_are_skipped() -> None:
    content = warc((URL, b"<html></html>"), (URL, PAGE), gzip=False)
    assert [item.why for item in items(content) if isinstance(item, SkippedItem)] == ["the page gives no text"]
    moved = content.replace(b"200 OK", b"404 No")
    assert [item.why for item in items(moved) if isinstance(item, SkippedItem)] == ["HTTP status 404"] * 2
    image = content.replace(b"text/html", b"image/png")
    assert [item.why for item in items(image) if isinstance(item, SkippedItem)] == ["is not a web page"] * 2


def test_every_truncation_is_reported() -> None:
    """A truncated file gives its complete records, and the truncation is reported."""
    whole = warc((URL, b"One."), (URL, b"Two."), gzip=False).replace(b"text/html", b"image/png")
    starts = [at for at in range(len(whole)) if whole[at:].startswith(b"WARC/1")]
    ends = [*starts[1:], len(whole)]
    for cut in range(1, len(whole) + 1):
        # The last bytes of the first record only end the record: if the file is cut there, nothing is lost.
        complete = cut in ends or cut == ends[0] - 2
        last = next(reversed(items(whole[:cut])), None)
        assert isinstance(last, FailedItem) != complete, whole[:cut][-80:]


@pytest.mark.parametrize("cut", [10, 300, -100, -9, -1])
def test_a_truncated_archive_is_reported(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(warc((URL, PAGE))[:cut])
    *_, failed = read_file(path, lambda p: p.open("rb"), 100_000)
    assert isinstance(failed, FailedItem)
    assert "cannot read on" in failed.why


@pytest.mark.parametrize("content", [b"no warc", b"<html>" * 1000, b"\n" * 3_000_000])
def test_other_files_fail(content: bytes) -> None:
    (failed,) = items(content)
    assert isinstance(failed, FailedItem)


def test_a_wrong_length_is_reported_without_its_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    content = warc((URL, b"One."), (URL, b"Two."), gzip=False).replace(b"text/html", b"image/png")
    *_, failed = items(content.replace(b"One.", b"One.\x1b[2J"))
    assert isinstance(failed, FailedItem)
    assert "the length of a record is wrong" in failed.why
    assert capsys.readouterr() == ("", "")


def test_endless_headers_end() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return (b"WARC/1.0\r\nX: " if self.given == size else b"").ljust(size, b"x")

    stream: BinaryIO = Endless()  # type: ignore[assignment]
    (failed,) = read_warc(stream, "a.warc", 1000)
    assert isinstance(failed, FailedItem)
    assert str(module.HEADER_BYTES) in failed.why


def test_gzip_inside_gzip_is_not_unpacked() -> None:
    (failed,) = items(gzip.compress(warc((URL, PAGE), gzip=False)))
    assert isinstance(failed, FailedItem)
