"""Output to a pipe has complete cells and no trailing spaces."""

from __future__ import annotations

import pytest
from rich.table import Table

from streams.ops.terminal_output import output_console, print_whole

LONG = "a-name-that-one-copies " * 20


def table() -> Table:
    made = Table("name", "note", box=None)
    made.add_row(LONG.strip(), "x" * 200)
    made.add_row("short", "short")
    return made


def test_a_pipe_gets_whole_cells(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    print_whole(output_console(), table())
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert LONG.strip() in lines[1]
    assert lines[1].endswith("x" * 200)
    assert [line for line in lines if line != line.rstrip()] == []


def test_columns_sets_the_width(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    print_whole(output_console(), table())
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 60
