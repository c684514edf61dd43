"""The table of metrics, `deploy/metrics.md`, from their declarations."""

from __future__ import annotations

from prometheus_client import CollectorRegistry

from streams.metrics import LABELS, Metrics

HEAD = """\
# Metrics

Each worker serves them at `/metrics` on DATELINE_METRICS_PORT, those of its reader processes included, beside
prometheus-client's own `process_…` of the worker. Generated from `streams/metrics.py` by
`python -m streams.generated`; `make check` holds it current.

| metric | kind | labels | meaning |
|---|---|---|---|
"""
LABELS_HEAD = """
## Labels

Every label has a bounded set of values.

| label | values |
|---|---|
"""


def page() -> str:
    """The page in Markdown."""
    rows = "".join(
        f"| `{m.name}` | {m.kind} | {', '.join(f'`{label}`' for label in m.labels)} | {m.help} |\n"
        for m in Metrics(CollectorRegistry()).declared
    )
    labels = "".join(f"| `{name}` | {values} |\n" for name, values in LABELS.items())
    return HEAD + rows + LABELS_HEAD + labels
