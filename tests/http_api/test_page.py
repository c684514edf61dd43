"""The page about the HTTP API: its commands run in order, and its tables are complete."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from streams.http_api.openapi import document
from streams.ops.settings import load
from tests.http_api.conftest import MakeHttpApi
from tests.support.patience import PATIENCE_SECONDS
from tests.support.readme_examples import sample

TEXT = (Path(__file__).parents[2] / "deploy/http_api.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:<!-- (?P<note>[^>]+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)```", re.S)


@pytest.mark.broker
def test_its_commands_run(make_http_api: MakeHttpApi, tmp_path: Path) -> None:
    blocks = [(block["kind"], block["body"]) for block in BLOCK.finditer(TEXT) if not block["note"]]
    (tmp_path / "article.jsonl").write_text(json.dumps(sample()) + "\n", encoding="utf-8")
    assert blocks[0] == ("sh", "dateline serve --port 8088\n")
    http_api = make_http_api().until_ready()
    said = ""
    for kind, body in blocks[1:]:
        if kind == "json":
            assert body == said
            continue
        command = body.replace("localhost:8088", f"localhost:{http_api.port}")
        done = subprocess.run(
            ["sh", "-euc", command], cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE_SECONDS
        )
        assert done.returncode == 0, done.stderr
        said = done.stdout
    assert json.loads(said)["openapi"] == "3.1.0"
    assert http_api.process.metric("dateline_door_articles_total") == 2


def test_it_documents_every_response() -> None:
    answers: set[str] = set()
    for settings in (load(), load(door_token="a-token-that-nobody-guesses")):
        answers |= document(settings)["paths"]["/articles"]["post"]["responses"].keys()
    assert re.findall(r"^\| (\d{3}) \|", TEXT, re.M) == sorted(answers)


def test_its_settings_are_settings() -> None:
    named = set(re.findall(r"`DATELINE_([A-Z_]+)(?:=\w+)?`", TEXT))
    assert {name.lower() for name in named} <= set(type(load()).model_fields)
    assert named
