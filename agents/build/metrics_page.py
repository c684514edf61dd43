"""Generate `deploy/metrics.md`, the table of metrics, from their declarations."""

from __future__ import annotations

from prometheus_client import CollectorRegistry

from streams.desk.desk_metrics import LABELS as DESK_LABELS
from streams.desk.desk_metrics import DeskMetrics
from streams.http_api.http_metrics import LABELS as HTTP_LABELS
from streams.http_api.http_metrics import HttpMetrics
from streams.ops.metric_declarations import MetricDeclarations
from streams.ops.metrics import LABELS, Metrics

HEAD = """\
# Metrics

Each worker serves its metrics and those of its reader processes at `/metrics` on DATELINE_METRICS_PORT, with
prometheus-client's `process_…` metrics of the worker. `dateline serve` and `dateline desk` serve theirs there too.
Generated from `streams/ops/metrics.py`, `streams/http_api/http_metrics.py` and `streams/desk/desk_metrics.py` by
`python -m agents.build.generated_files`; `make check` fails if this page is not current.
"""
TABLE_HEAD = """
| metric | kind | labels | meaning |
|---|---|---|---|
"""
HTTP_HEAD = """
## The HTTP API
"""
DESK_HEAD = """
## The desk
"""
LABELS_HEAD = """
## Labels

Every label has a bounded set of values.

| label | values |
|---|---|
"""


def page() -> str:
    """Return the document in Markdown."""
    labels = "".join(f"| `{name}` | {values} |\n" for name, values in (LABELS | HTTP_LABELS | DESK_LABELS).items())
    workers, http_api = _table(Metrics(CollectorRegistry())), _table(HttpMetrics(CollectorRegistry()))
    desk = _table(DeskMetrics(CollectorRegistry()))
    return HEAD + workers + HTTP_HEAD + http_api + DESK_HEAD + desk + LABELS_HEAD + labels


def _table(metrics: MetricDeclarations) -> str:
    rows = (
        f"| `{m.name}` | {m.kind} | {', '.join(f'`{label}`' for label in m.labels)} | {m.help} |\n"
        for m in metrics.declared
    )
    return TABLE_HEAD + "".join(rows)
