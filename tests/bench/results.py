"""What a benchmark says: rows with a value and a unit, held against what is asked of it; shown and kept."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """One figure."""

    benchmark: str
    what: str
    value: float | None
    """None where it could not be measured; `note` says why."""
    unit: str
    least: float | None = None
    """What it must reach; for latencies and memory, must not exceed."""
    aim: float | None = None
    note: str = ""

    @property
    def held(self) -> bool | None:
        """Whether it is as good as it must be; None where nothing is asked or nothing was measured."""
        if self.least is None or self.value is None:
            return None
        return self.value >= self.least if self.unit == "x" else self.value <= self.least


class Report(msgspec.Struct, frozen=True):
    """All of one run."""

    command: str
    machine: str
    articles: str
    rows: list[Row]

    def value(self, benchmark: str, what: str) -> float | None:
        """A figure by its name."""
        return next((r.value for r in self.rows if (r.benchmark, r.what) == (benchmark, what)), None)


def machine() -> str:
    """Processor, cores and Python, in a line."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def show(report: Report, console: Console) -> None:
    """A table a run."""
    table = Table(title=f"{report.machine}; {report.articles}", title_justify="left")
    for name in ("benchmark", "what", "measured", "unit", "at least", "aim", "note"):
        table.add_column(name, justify="right" if name in ("measured", "at least", "aim") else "left")
    before = ""
    for row in report.rows:
        if row.benchmark != before and before:
            table.add_section()
        colour = {True: "[green]", False: "[red]", None: ""}[row.held]
        same = row.benchmark == before
        before = row.benchmark
        asked = [number(row.least), number(row.aim)]
        table.add_row("" if same else row.benchmark, row.what, colour + number(row.value), row.unit, *asked, row.note)
    console.print(table)


def number(value: float | None) -> str:
    """Three figures that count."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
