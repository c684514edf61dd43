"""`dateline schema` prints the contract: JSON Schema, Avro, AsyncAPI."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from streams.ops.settings import load
from tests.broker.commands import CommandLine


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    return CommandLine(load(), monkeypatch, capsys)


@pytest.mark.parametrize(
    ("what", "field"),
    [("event", "event_id"), ("article", "article_id"), ("happening", "happening_id"), ("input", "text")],
)
def test_json_schema(dateline: CommandLine, what: str, field: str) -> None:
    schema = json.loads(dateline("schema", what).out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert field in json.dumps(schema)


def test_avro_and_asyncapi(dateline: CommandLine) -> None:
    assert json.loads(dateline("schema", "event", "--avro").out)["type"] == "record"
    assert json.loads(dateline("schema", "--asyncapi").out)["asyncapi"].startswith("3.")


@pytest.mark.parametrize("what", ["input", "happening"])
def test_only_records_that_are_copied_have_avro(dateline: CommandLine, what: str) -> None:
    assert f"--avro is for article and event records, not for {what}" in dateline("schema", what, "--avro").err
