"""What a run found: a table for people, JSON for machines."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from statistics import median

import msgspec
from rich.console import Console
from rich.table import Table

from tests.chaos.ledger import Audit


class Injected(msgspec.Struct, frozen=True):
    """One fault that was injected."""

    kind: str
    lasted_seconds: float
    recovery_seconds: float
    """From its end until every article that was fed by then had its outcome."""
    exits: list[str]
    """Workers that ended because of it without being told to, and were started again."""
    unrecovered: str = ""
    """What was still wrong when the waiting was over."""

    def __str__(self) -> str:
        exits = f", {'; '.join(self.exits)}" if self.exits else ""
        state = f"NOT RECOVERED: {self.unrecovered}" if self.unrecovered else ""
        return (
            f"{self.kind}: lasted {self.lasted_seconds:.1f} s,"
            f" recovered in {self.recovery_seconds:.1f} s{exits} {state}".rstrip()
        )


class Row(msgspec.Struct, frozen=True):
    """One kind of fault."""

    kind: str
    count: int
    repeated_articles: int
    repeated_events: int
    restarts: int
    median_seconds: float
    worst_seconds: float


class Report(msgspec.Struct, frozen=True):
    """One run."""

    broker: str
    seed: int
    rate: float
    seconds: float
    articles: int
    enriched: int
    dead: int
    events: int
    lost: int
    unaccounted: int
    """Everything that did not add up, the lost among it."""
    findings: list[str]
    rows: list[Row]
    injected: list[Injected]
    not_injected: dict[str, str]

    @classmethod
    def of(
        cls,
        broker: str,
        seed: int,
        rate: float,
        seconds: float,
        injected: Sequence[Injected],
        found: Audit,
        lacking: Mapping[str, str],
    ) -> Report:
        """Sum up."""
        kinds = list(dict.fromkeys(fault.kind for fault in injected))
        # The first two of the ledger's counts are of what came before any fault, while the workers started.
        repeats = list(zip(injected, found.repeated_articles[2:], found.repeated_events[2:], strict=True))
        return cls(
            broker=broker,
            seed=seed,
            rate=rate,
            seconds=round(seconds, 1),
            articles=found.articles,
            enriched=found.enriched,
            dead=found.dead,
            events=found.events,
            lost=sum(f.kind in ("lost", "event lost", "not routed") for f in found.findings),
            unaccounted=len(found.findings),
            findings=[str(finding) for finding in found.findings],
            rows=[_row(kind, [r for r in repeats if r[0].kind == kind]) for kind in sorted(kinds)],
            injected=list(injected),
            not_injected=dict(lacking),
        )

    @property
    def good(self) -> bool:
        """Everything adds up, and every fault was recovered from."""
        return not self.findings and not any(fault.unrecovered for fault in self.injected)

    def encode(self) -> bytes:
        """As JSON."""
        return msgspec.json.format(msgspec.json.encode(self)) + b"\n"


def _row(kind: str, repeats: Sequence[tuple[Injected, int, int]]) -> Row:
    times = [fault.recovery_seconds for fault, _, _ in repeats]
    return Row(
        kind=kind,
        count=len(repeats),
        repeated_articles=sum(articles for _, articles, _ in repeats),
        repeated_events=sum(events for _, _, events in repeats),
        restarts=sum(len(fault.exits) for fault, _, _ in repeats),
        median_seconds=round(median(times), 1),
        worst_seconds=round(max(times), 1),
    )


def table(report: Report) -> str:
    """For a terminal."""
    grid = Table("fault", "times", "articles again", "events again", "restarts", "recovery, median s", "worst s")
    for row in report.rows:
        grid.add_row(*(str(value) for value in msgspec.structs.astuple(row)))
    console = Console(width=116, file=io.StringIO(), record=True)
    console.print(grid)
    console.print(
        f"{report.broker}, seed {report.seed}: {sum(row.count for row in report.rows)} faults in"
        f" {report.seconds:.0f} s; {report.articles} articles fed, {report.enriched} enriched, {report.dead} dead"
        f" letters, {report.events} events; {report.lost} lost, {report.unaccounted} unaccounted"
    )
    for finding in report.findings[:50]:
        console.print(f"  {finding}", markup=False)
    for kind, why in report.not_injected.items():
        console.print(f"  not injected: {kind}: {why}", markup=False)
    return console.export_text()
