"""The table of metrics, `deploy/metrics.md`, from their declarations."""

from __future__ import annotations

from prometheus_client import CollectorRegistry

from streams.declaring import Declaring
from streams.door.metrics import LABELS as DOOR_LABELS
from streams.door.metrics import DoorMetrics
from streams.metrics import LABELS, Metrics

HEAD = """\
# Metrics

Each worker serves them at `/metrics` on DATELINE_METRICS_PORT, those of its reader processes included, beside
prometheus-client's own `process_…` of the worker; `dateline serve` serves those of the door there. Generated from
`streams/metrics.py` and `streams/door/metrics.py` by `python -m streams.generated`; `make check` holds it current.
"""
TABLE_HEAD = """
| metric | kind | labels | meaning |
|---|---|---|---|
"""
DOOR_HEAD = """
## The door
"""
LABELS_HEAD = """
## Labels

Every label has a bounded set of values.

| label | values |
|---|---|
"""


def page() -> str:
    """The page in Markdown."""
    labels = "".join(f"| `{name}` | {values} |\n" for name, values in (LABELS | DOOR_LABELS).items())
    workers, door = _table(Metrics(CollectorRegistry())), _table(DoorMetrics(CollectorRegistry()))
    return HEAD + workers + DOOR_HEAD + door + LABELS_HEAD + labels


def _table(metrics: Declaring) -> str:
    rows = (
        f"| `{m.name}` | {m.kind} | {', '.join(f'`{label}`' for label in m.labels)} | {m.help} |\n"
        for m in metrics.declared
    )
    return TABLE_HEAD + "".join(rows)
