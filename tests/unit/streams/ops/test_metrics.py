"""Metrics: names follow Prometheus's conventions, and every label is bounded and documented."""

from __future__ import annotations

import json
import logging

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from agents.reader.stage_timer import StageTimer
from streams.http_api.http_metrics import LABELS as DOOR_LABELS
from streams.http_api.http_metrics import HttpMetrics
from streams.ops.logs import JsonFormatter
from streams.ops.metric_declarations import MetricDeclarations
from streams.ops.metrics import LABELS, Metrics

METRICS: list[MetricDeclarations] = [Metrics(CollectorRegistry()), HttpMetrics(CollectorRegistry())]
DECLARED = [metric for metrics in METRICS for metric in metrics.declared]
UNITS = ("seconds", "bytes", "messages", "articles", "events", "tokens", "processes", "info")


@pytest.mark.parametrize("metric", DECLARED, ids=lambda metric: metric.name)
def test_names_follow_the_convention(metric: object) -> None:
    name, kind = metric.name, metric.kind  # type: ignore[attr-defined]
    assert name.startswith("dateline_")
    assert name.endswith("_total") == (kind == "counter")
    assert kind != "histogram" or name.endswith(UNITS)
    assert not name.endswith(("_ms", "_milliseconds", "_kb", "_count", "_sum", "_bucket"))


def test_every_label_says_what_its_values_are() -> None:
    assert {label for metric in DECLARED for label in metric.labels} == set(LABELS | DOOR_LABELS)


def test_everything_declared_is_served_under_its_name() -> None:
    served = "".join(generate_latest(metrics.registry).decode() for metrics in METRICS)
    for metric in DECLARED:
        assert f"# HELP {metric.name} {metric.help}\n# TYPE {metric.name} {metric.kind}\n" in served


def test_a_meter_gives_each_stage_the_time_since_the_last() -> None:
    times = iter([0.0, 1.0, 3.0, 6.0, 10.0])
    meter = StageTimer(lambda: next(times))
    meter.begin()
    for stage in ("parse", "names", "parse"):
        meter.lap(stage)
    meter.tokens += 5
    assert meter.take() == ({"parse": 6.0, "names": 3.0}, 5)
    assert meter.take() == ({}, 0)


def test_a_line_of_the_json_log_says_what_it_is_about() -> None:
    record = logging.makeLogRecord({"msg": "dead letter", "topic": "t", "partition": 0, "offset": 7, "color": "red"})
    line = json.loads(JsonFormatter().format(record))
    assert (line["topic"], line["partition"], line["offset"]) == ("t", 0, 7)
    assert "color" not in line
    assert "article_id" not in line
