"""`dateline enrich` reads files as `dateline feed` does: equal messages for equal files."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from agents.cli.commands.enrich import command, line, raw_articles
from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits
from streams.ingest.extract.items import FoundArticle
from streams.ingest.files import read_file

TALKS = "World\r\n\r\nTalks open in Lenz\r\n\r\nThey met on Monday.\r\n\r\nThey end on Friday.\r\n"


@pytest.mark.parametrize("name", ["talks.txt", "talks.TXT", "talks.txt.gz", "talks.jsonl", "talks.jsonl.gz"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_gives_the_articles_that_feed_publishes(tmp_path: Path, name: str, mark: str) -> None:
    file = tmp_path / name
    body = (mark + TALKS if ".jsonl" not in name else '{"text": "They met."}\n').encode()
    file.write_bytes(gzip.compress(body) if file.suffix == ".gz" else body)
    items = read_file(file, lambda path: path.open("rb"), 1000)
    assert list(raw_articles([file], 1000, {}, [])) == [item.value for item in items if isinstance(item, FoundArticle)]


def test_defaults_are_for_articles_that_lack_the_field(tmp_path: Path) -> None:
    text, lines = tmp_path / "a.txt", tmp_path / "b.jsonl"
    text.write_text("They met.", encoding="utf-8")
    lines.write_bytes(b'{"text": "They met.", "published_at": "2026-03-09"}\n')
    dated, given = raw_articles([text, lines], 1000, {"published_at": "2026-03-11"}, [])
    assert b'"published_at":"2026-03-11"' in dated
    assert given == b'{"text": "They met.", "published_at": "2026-03-09"}'


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("cut.jsonl.gz", gzip.compress(b"{}" * 999, mtime=0)[:-9]),
        ("bent.txt.gz", gzip.compress(bytes(range(256)), mtime=0)[:12] + b"\xff" * 40),
    ],
)
def test_unreadable_input_is_named(tmp_path: Path, name: str, body: bytes) -> None:
    (tmp_path / name).write_bytes(body)
    failures: list[str] = []
    list(raw_articles([tmp_path / name], 10_000, {}, failures))
    assert [name in failure for failure in failures] == [True]
    assert not any(
        isinstance(item, FoundArticle) for item in read_file(tmp_path / name, lambda p: p.open("rb"), 10_000)
    )


class Endless(io.RawIOBase):
    """A line without an end."""

    def __init__(self, most: int) -> None:
        self.left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = min(len(buffer), self.left)
        buffer[:size] = b"x" * size
        self.left -= size
        return size

    def readline(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert 0 < size <= 1002, "a whole line was asked for"
        return super().readline(size)


def test_a_line_too_long_is_refused_and_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=Endless(20_000)))
    (raw,) = raw_articles(["-"], 1000, {}, [])
    assert len(raw) == 1001
    (outcome,) = outcomes(SimpleNamespace(model_name="", ontology=""), [raw], "", ArticleLimits(100, 1000))
    assert b'"reason":"message_too_large"' in line(outcome)


def test_a_line_too_long_leaves_its_neighbours(tmp_path: Path) -> None:
    full = b'{"text": "' + b"a" * 988 + b'"}'
    file, text = tmp_path / "a.jsonl", tmp_path / "a.txt"
    file.write_bytes(full + b"\n" + full + b" " * 99 + b"[]\n" + full + b"\r\n" + b"{}\n" + full)
    text.write_bytes(b"a" * 1001)
    raws = list(raw_articles([file, text], 1000, {}, []))
    assert [len(raw) for raw in raws] == [1000, 1001, 1000, 2, 1000, 1001]


@pytest.mark.parametrize("name", ["none.jsonl", "none.csv"])
def test_empty_input_starts_no_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.setattr("agents.cli.commands.enrich.ReaderPool", None)
    (tmp_path / name).touch()
    command([str(tmp_path / name)])
    assert capsys.readouterr() == ("", "")
