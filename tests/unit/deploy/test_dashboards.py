"""Grafana dashboards: every panel is explained, and every metric is declared."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import CollectorRegistry

from streams.desk.desk_metrics import LABELS as DESK_LABELS
from streams.desk.desk_metrics import DeskMetrics
from streams.http_api.http_metrics import LABELS as DOOR_LABELS
from streams.http_api.http_metrics import HttpMetrics
from streams.ops.metrics import LABELS, Metrics

DEPLOY = Path(__file__).parents[3] / "deploy"
BOARDS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (DEPLOY / "grafana").rglob("*.json")}
RULES = [
    rule
    for path in sorted((DEPLOY / "prometheus").glob("*.rules.yml"))
    for group in yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]
]
DECLARED = {
    metric.name: metric
    for metrics in (Metrics(CollectorRegistry()), HttpMetrics(CollectorRegistry()), DeskMetrics(CollectorRegistry()))
    for metric in metrics.declared
}
PANELS: dict[str, dict[str, Any]] = {
    f"{name}: {panel['title']}": panel
    for name, board in BOARDS.items()
    for panel in board["panels"]
    if panel["type"] != "row"
}
EXPRESSIONS = [
    *(target["expr"] for panel in PANELS.values() for target in panel["targets"]),
    *(rule["expr"] for rule in RULES),
]


def test_there_are_the_five() -> None:
    assert set(BOARDS) == {"overview", "events", "reader", "dead_letters", "door"}
    assert len({board["uid"] for board in BOARDS.values()}) == 5


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_a_panel_says_what_it_shows(panel: dict[str, Any]) -> None:
    assert panel["title"]
    assert panel["description"].endswith(".")
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert panel["datasource"]["uid"] == "prometheus"


@pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS)
def test_the_first_row_shows_the_overall_state(board: dict[str, Any]) -> None:
    title, *panels = board["panels"]
    assert title["title"] == "Overall state"
    first = [panel for panel in panels if panel["gridPos"]["y"] == title["gridPos"]["y"] + 1]
    assert {panel["type"] for panel in first} == {"stat"}
    assert sum(panel["gridPos"]["w"] for panel in first) == 24


@pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS)
def test_panels_do_not_lie_on_each_other(board: dict[str, Any]) -> None:
    taken: set[tuple[int, int]] = set()
    for panel in board["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken
        assert at["x"] + at["w"] <= 24
        taken |= cells


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_expressions_use_declared_metrics(expression: str) -> None:
    names = set(re.findall(r"\bdateline_\w+", expression))
    unknown = {n for n in names if n not in DECLARED and re.sub(r"_(bucket|sum|count)$", "", n) not in DECLARED}
    assert not unknown
    recorded = {rule["record"] for rule in RULES if "record" in rule}
    assert set(re.findall(r"\bdateline:\w+(?::\w+)?", expression)) <= recorded
    labels = set(re.findall(r"\b(\w+)(?:=~|!=|!~|=)\"", expression))
    assert labels <= set(LABELS | DOOR_LABELS | DESK_LABELS) | {"instance", "job", "le", "alertname", "alertstate"}


def test_every_metric_is_used_somewhere() -> None:
    looked_at = " ".join(EXPRESSIONS)
    assert not [name for name in DECLARED if name not in looked_at]


def test_the_panels_that_the_runbook_names_exist() -> None:
    runbook = (DEPLOY / "runbook.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", runbook))
    titles = {panel["title"] for board in BOARDS.values() for panel in board["panels"]}
    alerts = {rule["alert"] for rule in RULES if "alert" in rule}
    assert named <= titles | alerts | {board["title"].removeprefix("Dateline: ") for board in BOARDS.values()}
