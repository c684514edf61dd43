"""Alert rules, evaluated with promtool: each fires on its condition only, and has a section in the runbook."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.patience import PATIENCE_SECONDS, TOOL_SECONDS

DEPLOY = Path(__file__).parents[3] / "deploy"
FILES = sorted((DEPLOY / "prometheus").glob("*.rules.yml"))
RULES = [
    rule
    for path in FILES
    for group in yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]
ALERTS = [rule for rule in RULES if "alert" in rule]
needs_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="promtool is not on the PATH (Debian: apt-get install prometheus)"
)

WELL = {
    'up{job="dateline",instance="w1"}': "1x120",
    'dateline_live{instance="w1"}': "1x120",
    'dateline_ready{instance="w1"}': "1x120",
    'dateline_broker_reachable{instance="w1"}': "1x120",
    'dateline_consumer_lag_messages{instance="w1",topic="articles.raw",partition="0"}': "40 0 90 10 0x116",
    'dateline_messages_taken_total{instance="w1"}': "0+600x120",
    'dateline_articles_total{instance="w1",outcome="enriched"}': "0+594x120",
    'dateline_articles_total{instance="w1",outcome="dead",reason="not_json"}': "0+6x120",
    'dateline_oldest_batch_under_way_seconds{instance="w1"}': "2x120",
    'dateline_last_settled_timestamp_seconds{instance="w1"}': "0+60x120",
    'dateline_last_commit_timestamp_seconds{instance="w1"}': "0+60x120",
    'dateline_reader_process_changes_total{instance="w1",change="started"}': "2x120",
    'dateline_reader_process_changes_total{instance="w1",change="crashed"}': "0x60 1x60",
    'dateline_reader_process_changes_total{instance="w1",change="recycled"}': "0x60 2x60",
    'dateline_reader_processes{instance="w1"}': "2x120",
    'dateline_reader_processes_wanted{instance="w1"}': "2x120",
    'dateline_rebalances_total{instance="w1"}': "1x120",
    'dateline_append_to_settled_seconds_bucket{instance="w1",le="60.0"}': "0+598x120",
    'dateline_append_to_settled_seconds_bucket{instance="w1",le="+Inf"}': "0+600x120",
    'dateline_append_to_settled_seconds_count{instance="w1"}': "0+600x120",
    'process_start_time_seconds{job="dateline",instance="w1"}': "100x120",
    'up{job="dateline-door",instance="d1"}': "1x120",
    'up{job="dateline-desk",instance="k1"}': "1x120",
    'dateline_door_requests_total{instance="d1",code="202"}': "0+600x120",
    'dateline_door_requests_total{instance="d1",code="422"}': "0+60x120",
    'dateline_door_requests_total{instance="d1",code="429"}': "0+30x120",
    'dateline_door_requests_total{instance="d1",code="503"}': "0x120",
}
"""A healthy worker: 10 articles a second, one sample per minute for two hours."""

ILL = {
    "DatelineNoWorkers": {'up{job="dateline",instance="w1"}': "0x120"},
    "DatelineWorkerDown": {'up{job="dateline",instance="w2"}': "1x60 0x60"},
    "DatelineNotLive": {'dateline_live{instance="w1"}': "1x60 0x60"},
    "DatelineNotReady": {'dateline_ready{instance="w1"}': "1x60 0x60"},
    "DatelineBrokerUnreachable": {'dateline_broker_reachable{instance="w1"}': "1x60 0x60"},
    "DatelineLagGrowing": {
        'dateline_consumer_lag_messages{instance="w1",topic="articles.raw",partition="0"}': "0x60 0+100x60"
    },
    "DatelineNothingAcknowledged": {
        'dateline_consumer_lag_messages{instance="w1",topic="articles.raw",partition="0"}': "5x120",
        'dateline_messages_taken_total{instance="w1"}': "0+600x60 36000x60",
    },
    "DatelineLineHeld": {'dateline_oldest_batch_under_way_seconds{instance="w1"}': "2x60 60+60x60"},
    "DatelineCommitStale": {'dateline_last_commit_timestamp_seconds{instance="w1"}': "0+60x60 3600x60"},
    "DatelineDeadLetters": {
        'dateline_articles_total{instance="w1",outcome="dead",reason="not_json"}': "0+6x60 420+60x59"
    },
    "DatelineSumsDiffer": {'dateline_articles_total{instance="w1",outcome="enriched"}': "0+594x60 36235+594x59"},
    "DatelineReadersLost": {'dateline_reader_process_changes_total{instance="w1",change="crashed"}': "0x60 0+1x60"},
    "DatelineReadersMissing": {'dateline_reader_processes{instance="w1"}': "2x60 1x60"},
    "DatelineReaderMemory": {'dateline_reader_process_changes_total{instance="w1",change="recycled"}': "0+1x120"},
    "DatelineRestarts": {'process_start_time_seconds{job="dateline",instance="w1"}': "100x60 200+300x60"},
    "DatelineRebalances": {'dateline_rebalances_total{instance="w1"}': "1x60 1+1x60"},
    "DatelineLatencyBudget": {'dateline_append_to_settled_seconds_bucket{instance="w1",le="60.0"}': "0+300x120"},
    "DatelineDoorDown": {'up{job="dateline-door",instance="d1"}': "1x60 0x60"},
    "DatelineDeskDown": {'up{job="dateline-desk",instance="k1"}': "1x60 0x60"},
    "DatelineDoorUnconfirmed": {'dateline_door_requests_total{instance="d1",code="503"}': "0x60 0+1x60"},
    "DatelineDoorCrowded": {'dateline_door_requests_total{instance="d1",code="429"}': "0x60 0+300x60"},
}
"""The series that differ when the alert must fire, 110 minutes in."""


def case(
    series: dict[str, str], expression: str, expected: list[str], *times: str, interval: str = "1m"
) -> dict[str, Any]:
    """Return one case for promtool: an expression over series, and its expected value at these times."""
    samples = [{"labels": labels, "value": 1} for labels in expected]
    return {
        "interval": interval,
        "input_series": [{"series": name, "values": values} for name, values in series.items()],
        "promql_expr_test": [{"expr": expression, "eval_time": at, "exp_samples": samples} for at in times],
    }


def run(folder: Path, cases: list[dict[str, Any]], interval: str, files: list[Path]) -> None:
    """Evaluate cases over rule files in one run of promtool, which prints each case that fails."""
    test = {"rule_files": [str(path) for path in files], "evaluation_interval": interval, "tests": cases}
    path = folder / "test.yml"
    path.write_text(yaml.safe_dump(test), encoding="utf-8")
    done = subprocess.run(["promtool", "test", "rules", path], capture_output=True, text=True, timeout=TOOL_SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr


FIRING = 'max by (alertname) (ALERTS{alertstate="firing"%s})'


@needs_promtool
def test_the_rules_are_valid() -> None:
    done = subprocess.run(
        ["promtool", "check", "rules", *FILES], capture_output=True, text=True, timeout=PATIENCE_SECONDS
    )
    assert done.returncode == 0, done.stdout + done.stderr


@needs_promtool
def test_no_alert_fires_for_a_healthy_worker(tmp_path: Path) -> None:
    run(tmp_path, [case(WELL, FIRING % "", [], "30m", "65m", "110m")], "1m", FILES)


@needs_promtool
def test_each_alert_fires_on_its_condition(tmp_path: Path) -> None:
    cases = [
        case(WELL | ill, FIRING % f',alertname="{name}"', [f'{{alertname="{name}"}}'], "110m")
        for name, ill in ILL.items()
    ]
    run(tmp_path, cases, "1m", FILES)


@needs_promtool
def test_a_drop_in_volume_shows_against_last_week(tmp_path: Path) -> None:
    """One sample every four minutes; the feed stops on the ninth day. Other rules are left out to save time."""
    needed = ("DatelineVolumeDrop", "dateline:consumer_lag_messages:sum")
    rules = [rule for rule in RULES if rule.get("alert", rule.get("record")) in needed]
    only = tmp_path / "needed.rules.yml"
    only.write_text(yaml.safe_dump({"groups": [{"name": "needed", "rules": rules}]}), encoding="utf-8")
    taken = 'dateline_messages_taken_total{instance="w1"}'
    lag = {'dateline_consumer_lag_messages{instance="w1",topic="articles.raw",partition="0"}': "0x3200"}
    firing = FIRING % ',alertname="DatelineVolumeDrop"'
    dried_up, flowing = {taken: "0+240x3000 720000x200"}, {taken: "0+240x3200"}
    cases = [
        case(dried_up | lag, firing, ['{alertname="DatelineVolumeDrop"}'], "210h", interval="4m"),
        case(flowing | lag, firing, [], "210h", interval="4m"),
    ]
    run(tmp_path, cases, "4m", [only])


def test_every_alert_is_tested() -> None:
    assert {rule["alert"] for rule in ALERTS} == set(ILL) | {"DatelineVolumeDrop"}


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_the_runbook_has_its_section(rule: dict[str, Any]) -> None:
    """The section gives meaning, where to look, and what to do."""
    name = rule["alert"]
    assert rule["labels"]["severity"] in ("warning", "critical")
    assert rule["annotations"]["runbook"] == f"deploy/runbook.md#{name.lower()}"
    runbook = (DEPLOY / "runbook.md").read_text(encoding="utf-8")
    section = re.search(rf"^### {name}\n(.*?)(?=^##|\Z)", runbook, re.M | re.S)
    assert section, f"no section ### {name}"
    for part in ("**Means:**", "**Look at:**", "**Do:**"):
        assert part in section[1]
