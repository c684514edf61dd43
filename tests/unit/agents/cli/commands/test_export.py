"""`dateline export` of JSON lines: repeats, invalid events, and usage errors."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import duckdb
import pytest

from streams.contract.codec import encode
from streams.ops.settings import load
from tests.broker.commands import CommandLine
from tests.unit.support.records import event


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    return CommandLine(load(), monkeypatch, capsys)


def test_lines_of_tail_and_of_enrich(dateline: CommandLine, tmp_path: Path) -> None:
    """Both kinds of lines go into one table. The later version of an event counts; a rejected article has no event."""
    enriched = {"article": {}, "events": [json.loads(encode(event(event_id="ev-2", status="negated")))]}
    lines = [encode(event()), json.dumps(enriched).encode(), b'{"rejected": {"reason": "not_json"}}', b""]
    amended = encode(event(event_type="COERCE"))
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(b"\n".join([*lines, amended])))
    ran = dateline("export", "out.parquet", "--lines", "in.jsonl.gz")
    assert (ran.code, ran.err) == (0, "wrote 2 events to out.parquet; 3 read, 1 of them repeats\n")
    found = duckdb.sql("""SELECT "Event ID", "Event Type", "Status" FROM 'out.parquet'""").fetchall()
    assert found == [("ev-1", "COERCE", "asserted"), ("ev-2", "ASSAULT", "negated")]
    ran = dateline("export", "out.csv", "--columns", "gdelt", "--status", "asserted", "--lines", "in.jsonl.gz")
    assert "wrote 1 events to out.csv" in ran.err
    assert duckdb.sql("SELECT GLOBALEVENTID FROM 'out.csv'").fetchall() == [("ev-1",)]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl.gz", "out.csv", "out.parquet"]


def test_invalid_lines_are_named_and_the_rest_is_written(dateline: CommandLine, tmp_path: Path) -> None:
    lines = [b"{}", b"no json", encode(event()), b'{"events": [{}]}', b"\xff"]
    ran = dateline("export", "out.csv", "--lines", "-", stdin=b"\n".join(lines))
    assert ran.code == 1
    assert "standard input:1: " in ran.err
    assert "standard input:5: " in ran.err
    assert ran.err.endswith("dateline: 4 were not events and are not in out.csv\n")
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["out.xlsx", "--lines", "-"], "ends in .parquet or .csv"),
        (["out.csv", "--lines", "nowhere.jsonl"], "--lines nowhere.jsonl: No such file"),
        (["out.csv", "--lines", "-", "--since", "2024-03-01"], "--since and --until"),
        (["out.csv", "--since", "yesterday"], "--since yesterday: not an RFC 3339"),
        (["out.csv", "--status", "maybe"], "--status maybe: not one of"),
        (["out.csv", "--columns", "icews"], "icews"),
    ],
)
def test_wrong_usage(dateline: CommandLine, tmp_path: Path, arguments: list[str], why: str) -> None:
    ran = dateline("export", *arguments)
    assert ran.code == 2
    assert why in ran.err
    assert not list(tmp_path.iterdir())


def test_without_pyarrow_the_error_says_what_to_install(dateline: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    ran = dateline("export", "out.parquet", "--lines", "-")
    assert ran.code == 2
    assert "pip install 'dateline[export]'" in ran.err
    assert dateline("export", "out.csv", "--lines", "-").code == 0
