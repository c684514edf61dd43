"""Files, folders and lines are published unchanged."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from streams.contract.errors import Misconfigured
from streams.ingest.extract.items import FailedItem, FoundArticle, Item
from streams.ingest.files import find_files, read_file
from streams.ingest.formats.jsonl import NO_OBJECT, read_lines
from streams.ingest.listings.rss_atom import NO_LISTING
from streams.ingest.sources import plan_sources, read_source
from tests.unit.support.web_server import serving


def opened(path: Path) -> BinaryIO:
    return path.open("rb")


def lines(content: bytes, max_bytes: int = 1000) -> list[Item]:
    return list(read_lines(io.BytesIO(content), "in", max_bytes))


def test_lines_are_unchanged_and_keyed_by_content() -> None:
    good = '{"id": "a1", "text": "Zoë"}'.encode()
    content = (
        b"\xef\xbb\xbf{}\r\n"
        + good
        + b'\n\n  \n{"id": 7}\n{"url": "https://e.org/1", "id": ""}\n[1]\n\xff\xfe\n{"id": [1]}'
    )
    assert lines(content) == [
        FoundArticle(None, b"{}", "in:1"),
        FoundArticle(b"a1", good, "in:2"),
        FoundArticle(b"7", b'{"id": 7}', "in:5"),
        FoundArticle(b"https://e.org/1", b'{"url": "https://e.org/1", "id": ""}', "in:6"),
        FoundArticle(None, b"[1]", "in:7", NO_OBJECT),
        FoundArticle(None, b"\xff\xfe", "in:8", NO_OBJECT),
        FoundArticle(None, b'{"id": [1]}', "in:9"),
    ]


def test_a_too_long_line_is_skipped() -> None:
    content = b"x" * 10 + b"\n" + b"y" * 11 + b"\n" + b"z" * 500 + b"\nlast"
    items = lines(content, max_bytes=10)
    assert [type(item) for item in items] == [FoundArticle, FailedItem, FailedItem, FoundArticle]
    assert [item.origin for item in items] == ["in:1", "in:2", "in:3", "in:4"]


def test_every_kind_of_file_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "One."}\n')
    (tmp_path / "deep" / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Two."}\n'))
    (tmp_path / "c.txt").write_text("World\n\nTitle\n\nThree.\n", encoding="utf-8-sig")
    (tmp_path / "d.rss").write_text(
        '<rss version="2.0"><channel><item><description>Four.</description></item></channel></rss>'
    )
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    files = find_files(tmp_path)
    items = [item for path in files for item in read_file(path, opened, 1000)]
    assert [json.loads(item.value)["text"] for item in items if isinstance(item, FoundArticle)] == [
        "One.",
        "Three.\n",
        "Four.",
        "Two.",
    ]
    assert len(items) == 4


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"x" * 1001),
        ("a.txt.gz", gzip.compress(b"x" * 500, mtime=0)[:-9]),
        ("a.txt.gz", b"no gzip"),
        ("a.jsonl.gz", b"no gzip"),
        ("a.txt.gz", gzip.compress(b"\0" * 10_000_000, mtime=0)),
        ("a.rss", b"no feed"),
    ],
)
def test_a_file_that_cannot_be_read_fails_with_its_name(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (item,) = read_file(path, opened, 1000)
    assert isinstance(item, FailedItem)
    assert str(path) in item.origin


def test_a_cut_archive_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "One."}\n', mtime=0)[:-4])
    found, failed = read_file(path, opened, 1000)
    assert isinstance(found, FoundArticle)
    assert isinstance(failed, FailedItem)


@pytest.mark.parametrize("name", ["nosuch.jsonl", "file:///etc/passwd", "ftp://example.org/x", "x.png", "."])
def test_an_invalid_source_is_reported_before_sending(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.png").touch()
    with pytest.raises(Misconfigured):
        plan_sources(["-", name])


def test_a_file_of_another_kind_says_which_are_read(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>They met in Lenz.</p>")
    with pytest.raises(Misconfigured, match=r"page\.html: unsupported file type") as refused:
        find_files(tmp_path / "page.html")
    assert ".jsonl" in str(refused.value)
    assert "web pages are read from a .txt of their addresses" in str(refused.value)


def test_standard_input_and_an_address_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(cast(BinaryIO, io.BytesIO(b'{"id": "a"}\n'))))
    assert plan_sources(["-", "HTTP://127.0.0.1:1/"]) == ["-", "HTTP://127.0.0.1:1/"]
    assert list(read_source("-", opened, 100)) == [FoundArticle(b"a", b'{"id": "a"}', "standard input:1")]
    (item,) = read_source("http://127.0.0.1:1/", opened, 100)
    assert isinstance(item, FailedItem)


def test_the_address_of_a_feed() -> None:
    rss = b"<rss version='2.0'><channel><item><description>They met in Lenz.</description></item></channel></rss>"
    with serving({"/rss": (200, {"Content-Type": "text/xml"}, rss), "/page": (200, {}, b"<html>")}) as at:
        (found,) = read_source(f"{at}/rss", opened, 1000)
        (failed,) = read_source(f"{at}/page", opened, 1000)
    assert isinstance(found, FoundArticle)
    assert json.loads(found.value) == {"text": "They met in Lenz."}
    assert failed == FailedItem(f"{at}/page", NO_LISTING)
