"""The demo as a new user runs it: broker, worker and the real reader on the sample articles."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from agents.cli.commands.demo import sample_articles
from tests.support.patience import TOOL_SECONDS

DEMO = [str(Path(sys.executable).with_name("dateline")), "demo", "--once"]


def test_the_samples_contain_duplicates_and_invalid_articles() -> None:
    samples = sample_articles()
    assert len(samples) >= 30
    broken = [raw for raw in samples if not raw.endswith(b"}")]
    texts = [json.loads(raw)["text"] for raw in samples if raw not in broken]
    assert broken
    assert len(set(texts)) < len(texts)


@pytest.mark.broker
def test_the_demo_accounts_for_every_sample_and_ends() -> None:
    done = subprocess.run(DEMO, capture_output=True, text=True, timeout=TOOL_SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert f"{len(sample_articles())} articles: 32 enriched, 3 duplicates, 2 dead letters" in said
    assert "dead letter not_json" in said
    assert "dead letter unsupported_language" in said
    assert "repeated events dropped by id" in said
    assert "[attacked] a military checkpoint" in said
    assert "killed 3 → 5 → 7" in said
    assert "5 articles, 4 sources, 2 independent" in said
    # If the machine pauses for seconds, a thread of the Kafka client logs a warning.
    assert [line for line in done.stderr.splitlines() if "is not responding" not in line] == []
