"""Results of a benchmark: rows with value, unit and target; shown and stored."""

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
    """None if it could not be measured; `note` gives the reason."""
    unit: str
    least: float | None = None
    """The value that it must reach; for latencies and memory, must not exceed."""
    aim: float | None = None
    note: str = ""

    @property
    def meets_target(self) -> bool | None:
        """Return whether the value meets its target, or None without a target or a value."""
        if self.least is None or self.value is None:
            return None
        return self.value >= self.least if self.unit == "x" else self.value <= self.least


class Report(msgspec.Struct, frozen=True):
    """All results of one run."""

    command: str
    machine: str
    articles: str
    rows: list[Row]

    def value(self, benchmark: str, what: str) -> float | None:
        """Return a figure by its name."""
        return next((r.value for r in self.rows if (r.benchmark, r.what) == (benchmark, what)), None)


def machine() -> str:
    """Return processor, cores and Python version as one line."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def show(report: Report, console: Console) -> None:
    """Show one table per run."""
    table = Table(title=f"{report.machine}; {report.articles}", title_justify="left")
    for name in ("benchmark", "what", "measured", "unit", "at least", "aim", "note"):
        table.add_column(name, justify="right" if name in ("measured", "at least", "aim") else "left")
    before = ""
    for row in report.rows:
        if row.benchmark != before and before:
            table.add_section()
        colour = {True: "[green]", False: "[red]", None: ""}[row.meets_target]
        same = row.benchmark == before
        before = row.benchmark
        asked = [number(row.least), number(row.aim)]
        table.add_row("" if same else row.benchmark, row.what, colour + number(row.value), row.unit, *asked, row.note)
    console.print(table)


def number(value: float | None) -> str:
    """Return a number with three significant digits."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
