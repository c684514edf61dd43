"""A real Prometheus scrapes workers, an HTTP API and a desk: every metric, panel and rule has data."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import msgspec
import pytest
import yaml
from prometheus_client import CollectorRegistry

from streams.kafka.embedded_broker import EmbeddedBroker
from streams.ops.metric_declarations import MetricDeclaration
from streams.ops.metrics import Metrics
from tests.broker.clusters import EMBEDDED, Cluster
from tests.broker.prometheus import RULES, Prometheus
from tests.broker.topics_fixture import Rig, dead, enriched, expected
from tests.broker.worker_process import ROOT, WorkerProcess
from tests.desk.desk_process import DeskProcess
from tests.http_api.server_process import HttpApiProcess
from tests.support.patience import until
from tests.support.ports import free_port

pytestmark = [
    pytest.mark.broker,
    pytest.mark.skipif(not Prometheus.available(), reason="no prometheus on the PATH (Debian: apt-get install it)"),
]
VARIABLES = {"$__rate_interval": "5m", "$__range": "5m", "$worker": ".*", "$door": ".*"}
QUERIES = sorted(
    {
        (panel["title"], target["expr"])
        for path in (ROOT / "deploy/grafana").rglob("*.json")
        for panel in json.loads(path.read_text(encoding="utf-8"))["panels"]
        for target in panel.get("targets", [])
    }
)
ARTICLES, ROUND, DEADLY = 1000, 50, 111
FIRST, COPY, VERSION = (
    msgspec.json.encode({"id": name, "published_at": "soon", "text": f"Rebels attacked a village near {place}."})
    for name, place in (("first", "Kabul"), ("copy", "Kabul"), ("copy", "Lima"))
)
"""Fed last, one at a time."""
ZERO = {
    "dateline_publish_retries_total",
    "dateline_batches_under_way",
    "dateline_oldest_batch_under_way_seconds",
    "dateline_consumer_lag_messages",
    "dateline_consumer_lag_seconds",
    "dateline_fingerprint_lag_messages",
    "dateline_records_skipped_total",
}
"""Metrics that are 0 or absent if all is well."""


@dataclass(frozen=True, slots=True)
class Scraped:
    """Two workers that have read the articles, and the Prometheus that scraped them."""

    prometheus: Prometheus
    workers: list[WorkerProcess]


def story(number: int) -> bytes:
    """Return an article. One in ten is not JSON, one in ten is in another language; one kills its reader."""
    if number % 10 == 3:
        return b"{not json"
    text = f"Rebels attacked village {number} near Kabul. Envoys met in Lima over it. They never signed anything."
    if number % 10 == 7:
        text += " [klingon]"
    if number == DEADLY:
        text += " [die]"
    return msgspec.json.encode({"text": text, "title": f"Story {number}", "published_at": "2026-03-01T08:00:00Z"})


@pytest.fixture(scope="module")
def scraped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scraped]:
    """Return the state after both workers have handled everything."""
    folder = tmp_path_factory.mktemp("prometheus")
    with EmbeddedBroker(free_port()) as broker, ExitStack() as stack:
        own = {
            "DATELINE_READER": "tests.broker.timed_stub_reader:build",
            "DATELINE_BATCH_ARTICLES": "8",
            "DATELINE_DUPLICATE_HOURS": "24",
        }
        rig = Rig(Cluster("embedded", broker.address, EMBEDDED, exact=False), "prom", folder, own, stack)
        workers = [rig.worker(), rig.worker()]
        http_api = stack.enter_context(HttpApiProcess(rig.environment, folder / "http_api.log"))
        for process in (*workers, http_api.process):
            process.until_ready()
        desk = stack.enter_context(DeskProcess(rig.environment, folder))
        targets = {
            "dateline": [worker.address for worker in workers],
            "dateline-door": [http_api.process.address],
            "dateline-desk": [desk.process.address],
        }
        prometheus = stack.enter_context(Prometheus(folder, targets))
        for start in range(0, ARTICLES, ROUND):
            assert http_api.post(story(start)).status == 202
            rig.feed([story(number) for number in range(start + 1, start + ROUND)])
            desk.ask("/api/events")
            taken = f"sum(dateline_messages_taken_total) >= {start + ROUND}"
            assert prometheus.found(taken)
        for number, raw in enumerate((FIRST, COPY, VERSION)):
            rig.feed([raw])
            settled = ARTICLES + 1 + number
            workers[0].until(
                lambda settled=settled: total(workers, "dateline_messages_taken_total") >= settled,  # type: ignore[misc]
                "all to be settled",
            )
        assert prometheus.found(f"sum(dateline_articles_total) == {ARTICLES + 3}")
        assert prometheus.found("ALERTS")
        yield Scraped(prometheus, workers)


def total(workers: Sequence[WorkerProcess], pattern: str) -> float:
    """Return a counter summed over both workers."""
    return sum(worker.metric(pattern) for worker in workers)


@pytest.mark.parametrize("metric", Metrics(CollectorRegistry()).declared, ids=lambda metric: metric.name)
def test_every_metric_in_the_table_has_a_sane_value(scraped: Scraped, metric: MetricDeclaration) -> None:
    name = metric.name + ("_count" if metric.kind == "histogram" else "")
    if name not in ZERO:
        assert scraped.prometheus.found(f"{name} > 0")
    values = [float(sample["value"][1]) for sample in scraped.prometheus.found(name)]
    assert values
    assert all(math.isfinite(value) and value >= 0 for value in values)


@pytest.mark.parametrize(("title", "expression"), QUERIES, ids=lambda value: value[:60])
def test_every_panel_has_data(scraped: Scraped, title: str, expression: str) -> None:
    for variable, value in VARIABLES.items():
        expression = expression.replace(variable, value)
    assert scraped.prometheus.found(expression)


def test_every_rule_evaluates(scraped: Scraped) -> None:
    groups = scraped.prometheus.get("rules")["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    assert {rule["health"] for rule in rules} == {"ok"}
    written = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in RULES]
    assert len(rules) == sum(len(group["rules"]) for file in written for group in file["groups"]) > 0
    for rule in rules:
        if rule["type"] == "recording":
            assert scraped.prometheus.found(rule["name"]), rule["name"]


def test_the_counters_equal_what_was_fed(scraped: Scraped) -> None:
    workers = scraped.workers
    assert total(workers, "dateline_messages_taken_total") == ARTICLES + 3
    outcomes = expected([*(story(number) for number in range(ARTICLES) if number != DEADLY), FIRST, VERSION])
    assert total(workers, r'dateline_articles_total\{outcome="duplicate"') == 1
    assert total(workers, r'dateline_articles_total\{outcome="enriched"') == len(enriched(outcomes))
    for reason, count in Counter(outcome.reason for outcome in dead(outcomes)).items():
        assert total(workers, rf'dateline_articles_total\{{outcome="dead",reason="{reason}"') == count
    assert total(workers, r'dateline_articles_total\{outcome="dead",reason="reader_crashed"') == 1
    assert total(workers, r"dateline_articles_total\{") == ARTICLES + 3
    events = Counter((e.type, e.status) for outcome in enriched(outcomes) for e in outcome.events)
    for (kind, status), count in events.items():
        pattern = rf'dateline_events_total\{{status="{status}",type="{kind}"'
        assert total(workers, pattern) == count


def test_only_the_dead_letter_alert_has_a_cause(scraped: Scraped) -> None:
    """A fifth of the articles are planted errors: only the alert on the share of dead letters may have a cause."""
    # A missed scrape or gauge can cause an alert for a short time.
    until(lambda: _alerts(scraped) == {"DatelineDeadLetters"}, lambda: f"one alert: {_alerts(scraped)}")


def _alerts(scraped: Scraped) -> set[str]:
    return {sample["metric"]["alertname"] for sample in scraped.prometheus.query("ALERTS")}
