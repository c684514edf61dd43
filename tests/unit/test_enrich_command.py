"""`dateline enrich` reads files as `dateline feed` does: the same message for the same file."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from agents.commands.enrich import raw_articles
from streams.errors import Misconfigured
from streams.feeds.files import read_file
from streams.feeds.item import Found

TALKS = "World\r\n\r\nTalks open in Lenz\r\n\r\nThey met on Monday.\r\n\r\nThey end on Friday.\r\n"


@pytest.mark.parametrize("name", ["talks.txt", "talks.TXT", "talks.txt.gz", "talks.jsonl", "talks.jsonl.gz"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_gives_what_feed_publishes(tmp_path: Path, name: str, mark: str) -> None:
    file = tmp_path / name
    body = (mark + TALKS if ".jsonl" not in name else '{"text": "They met."}\n').encode()
    file.write_bytes(gzip.compress(body) if file.suffix == ".gz" else body)
    items = read_file(file, lambda path: path.open("rb"), 1000)
    assert list(raw_articles([file])) == [item.value for item in items if isinstance(item, Found)]


def test_the_date_goes_to_text_files_only(tmp_path: Path) -> None:
    text, lines = tmp_path / "a.txt", tmp_path / "b.jsonl"
    text.write_text("They met.", encoding="utf-8")
    lines.write_bytes(b'{"text": "They met."}\n')
    dated, given = raw_articles([text, lines], "2026-03-11")
    assert b'"published_at":"2026-03-11"' in dated
    assert given == b'{"text": "They met."}'


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("latin.txt", b"caf\xe9"),
        ("cut.jsonl.gz", gzip.compress(b"{}" * 999)[:-9]),
        ("bent.txt.gz", gzip.compress(bytes(range(256)))[:12] + b"\xff" * 40),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, body: bytes) -> None:
    (tmp_path / name).write_bytes(body)
    with pytest.raises(Misconfigured, match=name):
        list(raw_articles([tmp_path / name]))
    assert not any(isinstance(item, Found) for item in read_file(tmp_path / name, lambda p: p.open("rb"), 10_000))
