"""`dateline feed --dry-run`: a table of what would be published, without a broker; refused articles make it fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from streams.ops.settings import load
from tests.broker.commands import CommandLine

GOOD = {"id": "a-1", "title": "Talks open", "text": "Envoys met in Lima on Monday.", "published_at": "2026-03-10"}


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    return CommandLine(load(), monkeypatch, capsys)


def write(*values: object) -> None:
    lines = [value if isinstance(value, str) else json.dumps(value) for value in values]
    Path("in.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_it_shows_each_article_and_says_that_nothing_was_sent(dateline: CommandLine) -> None:
    write(GOOD, GOOD | {"id": "a-2", "published_at": "soon"})
    ran = dateline("feed", "in.jsonl", "--dry-run")
    assert ran.code == 0
    assert "2 articles, 0 of which no worker could read; nothing was sent" in ran.out
    first, second = (line for line in ran.out.splitlines() if line.startswith("a-"))
    assert first.split()[:2] == ["a-1", "2026-03-10"]
    assert "published_at" in second


def test_what_no_worker_could_read_is_counted_and_fails(dateline: CommandLine) -> None:
    write(GOOD, "{not json", {"id": "a-3"})
    ran = dateline("feed", "in.jsonl", "--dry-run")
    assert ran.code == 1
    assert "3 articles, 2 of which no worker could read" in ran.out
    assert "in.jsonl:2" in ran.out


def test_escape_sequences_of_an_article_stay_text(dateline: CommandLine) -> None:
    write(GOOD | {"title": "\x1b[2Jgone"})
    assert "\x1b[2J" not in dateline("feed", "in.jsonl", "--dry-run").out
