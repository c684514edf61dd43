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

PAGE = (Path(__file__).parents[3] / "deploy/packs.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(?P<kind>sh|toml)\n(?P<body>.*?)```", re.S)


def test_the_guide_leads_to_an_event(tmp_path: Path) -> None:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
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
