"""Base class for declaring the metrics of a process; the table in the docs is generated from the declarations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

# `_created` series are not used and would double the number of counters.
disable_created_metrics()  # type: ignore[no-untyped-call]

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


@dataclass(frozen=True, slots=True)
class MetricDeclaration:
    """Name, type, labels and help text of a metric."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    labels: tuple[str, ...]
    help: str


class MetricDeclarations:
    """The metrics of one process, in the given registry; `declared` lists them."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self.declared: list[MetricDeclaration] = []
        # Adds resident size, CPU time, start time and open files of the process: `process_…`.
        ProcessCollector(registry=registry)

    def _counter(self, name: str, help: str, *labels: str) -> Counter:
        self.declared.append(MetricDeclaration(f"dateline_{name}_total", "counter", labels, help))
        return Counter(f"dateline_{name}", help, labels, registry=self.registry)

    def _gauge(self, name: str, help: str, *labels: str) -> Gauge:
        self.declared.append(MetricDeclaration(f"dateline_{name}", "gauge", labels, help))
        return Gauge(f"dateline_{name}", help, labels, registry=self.registry)

    def _histogram(self, name: str, help: str, buckets: tuple[float, ...]) -> Histogram:
        self.declared.append(MetricDeclaration(f"dateline_{name}", "histogram", (), help))
        return Histogram(f"dateline_{name}", help, buckets=buckets, registry=self.registry)
