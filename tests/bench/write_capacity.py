"""Write the figures of a run into deploy/capacity.md: python -m tests.bench.write_capacity [FIGURES.json]

The figures are stored beside the page; without an argument the stored ones are used. Cores and partitions for larger
streams are extrapolated from the rate of one reader process, as the page states.
"""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path

import msgspec

from tests.bench.environments import ROOT
from tests.bench.results import Report, Row, number

PAGE, KEPT = ROOT / "deploy" / "capacity.md", ROOT / "deploy" / "capacity.json"
BEGIN, END = "<!-- figures: python -m tests.bench.write_capacity -->\n", "<!-- end of figures -->\n"
DAY_SECONDS = 86_400
ROOM = 4 / 3
"""Capacity over the need of the busiest hour, so that a lag shrinks."""
READERS_A_WORKER = 8
MILLIONS = (1, 10, 100)


def main() -> None:
    """Write the figures of a run, or the stored ones."""
    if len(sys.argv) > 1:
        KEPT.write_bytes(Path(sys.argv[1]).read_bytes())
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), kept()), encoding="utf-8")


def kept() -> Report:
    """Return the stored figures."""
    return msgspec.json.decode(KEPT.read_bytes(), type=Report)


def filled(page: str, report: Report) -> str:
    """Return the page with these figures filled in.

    Raises:
        ValueError: the page has no markers for them.
    """
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no {BEGIN.strip()} … {END.strip()}")
    return head + begin + section(report) + end + tail


def section(report: Report) -> str:
    """Return the tables of measurements and of sizes derived from them."""
    measure_rig = [_line("benchmark", "what", "measured", "at least", "aim"), "|---|---|--:|--:|--:|"]
    before = ""
    for row in report.rows:
        measure_rig.append(_line(row.benchmark if row.benchmark != before else "", row.what, *_figures(row)))
        before = row.benchmark
    return "\n".join(
        [
            f"By `{report.command}` on {report.machine}; {report.articles}.",
            "",
            *measure_rig,
            "",
            *_sizes(report),
            "",
        ]
    )


def _figures(row: Row) -> tuple[str, str, str]:
    value = f"{number(row.value)} {row.unit.replace('x', '×')}".strip() if row.value is not None else row.note
    return value, number(row.least), number(row.aim)


def _sizes(report: Report) -> list[str]:
    """Return cores, workers and partitions for streams of several sizes."""
    both = report.value("stream", "Dateline, 2 processes")
    if both is None:
        return ["This run did not measure `stream`, from which cores and partitions would follow."]
    core = both / 2
    lines = [
        f"A core reads {number(core)} such articles a second through Kafka: **{core * DAY_SECONDS:,.0f} a day**."
        " From that, extrapolated and not measured:",
        "",
        _line("articles a day", "a second", "reader cores, a third to spare", "workers of 8 readers", "partitions"),
        "|--:|--:|--:|--:|--:|",
    ]
    for millions in MILLIONS:
        second = millions * 1e6 / DAY_SECONDS
        cores = math.ceil(second / core * ROOM)
        workers = math.ceil(cores / READERS_A_WORKER)
        lines.append(_line(f"{millions} million", number(second), str(cores), str(workers), str(max(8, 2 * workers))))
    return lines


def _line(*cells: str) -> str:
    return "| " + " | ".join(re.sub(r"\s+", " ", cell).replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    main()
