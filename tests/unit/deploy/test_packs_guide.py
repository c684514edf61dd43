"""The guide to packs, followed as a new user would: from an empty folder to events."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from agents.reader.ontology.pack_check import LABELS, RELATIONS
from agents.reader.ontology.pack_files import PackFile, PatternFile, TypeFile
from tests.support.patience import PATIENCE_SECONDS

PAGE = (Path(__file__).parents[3] / "deploy/packs.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(?P<kind>sh|toml)\n(?P<body>.*?)```", re.S)


def test_the_guide_leads_to_an_event(tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "DATELINE_PROCESSES": "1"}
    script: list[str] = ["set -e"]
    for block in BLOCK.finditer(PAGE):
        if block["kind"] == "sh":
            script.append(block["body"])
        else:
            script.append(f"cat > gardens/planting.toml <<'TOML'\n{block['body']}TOML")
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "gardens-1: 1 type, no problem found" in done.stdout
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("{"))
    (event,) = json.loads(line)["events"]
    assert (event["event_type"], event["modes"], event["ontology"]) == ("PLANTING", ["tree"], "gardens-1")
    assert [(d["name"], d["text"]) for d in event["details"]] == [("place", "Central Park")]
    assert event["actor_role"] == "gardener"


def test_the_reference_names_every_relation_label_and_key() -> None:
    words = set(re.findall(r"[A-Za-z_]+", PAGE))
    assert words >= RELATIONS
    assert words >= LABELS - {"NORP", "LANGUAGE"}
    for record in (PackFile, TypeFile, PatternFile):
        assert words >= set(record.__struct_fields__), record


NEWS = (
    "The mayor of Riga planted an oak in Central Park on Monday.",
    "Gunmen killed nine people in Kabul on Monday, police said. Thousands marched in Oslo against the war. The "
    "president met the foreign minister in Lima and signed an agreement. Rebels denied that they attacked the base.",
    "Troops opened fire on protesters who had planted an oak in Riga; three were wounded. Kenya imposed sanctions on "
    "Somalia and accused it of backing militants. The court sentenced him to ten years in prison.",
)
"""The last two have words that the trained parts of `plover` react to."""


def test_a_custom_pack_reads_without_plover(tmp_path: Path) -> None:
    """Every article is read. Events that only `plover` defines are not coded."""
    make = [sys.executable, "-m", "agents.cli", "packs", "new", "gardens"]
    subprocess.run(make, cwd=tmp_path, env=os.environ, check=True, capture_output=True, timeout=PATIENCE_SECONDS)
    toml = next(block["body"] for block in BLOCK.finditer(PAGE) if block["kind"] == "toml")
    (tmp_path / "gardens/planting.toml").write_text(toml, encoding="utf-8")
    lines = "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(NEWS))
    (tmp_path / "news.jsonl").write_text(lines, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "agents.cli", "enrich", "news.jsonl"],
        cwd=tmp_path,
        env=os.environ | {"DATELINE_PACKS": "./gardens", "DATELINE_PROCESSES": "1"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [[event["event_type"] for event in one["events"]] for one in found] == [["PLANTING"], [], ["PLANTING"]]
    assert {event["ontology"] for one in found for event in one["events"]} == {"gardens-1"}
