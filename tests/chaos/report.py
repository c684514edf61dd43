"""The result of a run: a table for people, JSON for programs."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from statistics import median

import msgspec
from rich.console import Console
from rich.table import Table

from tests.chaos.cluster_run import Outcome

LOST = ("not in articles.raw", "lost", "event lost", "not routed", "event not joined", "happening lost")


class Injected(msgspec.Struct, frozen=True):
    """One injected fault."""

    kind: str
    lasted_seconds: float
    recovery_seconds: float
    """From the repair to the last outcome that was late because of the fault."""
    repeated_articles: int
    repeated_events: int
    exits: list[str]
    """Workers that ended unexpectedly because of the fault and were restarted."""
    unrecovered: str
    """What was still wrong when the wait ended; empty if nothing."""
    waiting: int
    """Articles without an outcome when the fault was repaired."""
    load: float
    """Load average of one minute when it was recovered from."""


class Row(msgspec.Struct, frozen=True):
    """The results of one kind of fault."""

    kind: str
    count: int
    repeated_articles: int
    repeated_events: int
    restarts: int
    median_seconds: float
    worst_seconds: float


class Report(msgspec.Struct, frozen=True):
    """The results of one run."""

    broker: str
    seed: int
    rate: float
    workers: int
    seconds: float
    articles: int
    enriched: int
    dead: int
    events: int
    happenings: int
    lost: int
    unaccounted: int
    """Number of findings, lost articles included."""
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
        workers: int,
        seconds: float,
        outcomes: Sequence[Outcome],
        unavailable: Mapping[str, str],
    ) -> Report:
        """Summarise the outcomes."""
        injected = [fault for outcome in outcomes for fault in _injected(outcome)]
        audits = [outcome.audit for outcome in outcomes]
        findings = [finding for found in audits for finding in found.findings]
        return cls(
            broker=broker,
            seed=seed,
            rate=rate,
            workers=workers,
            seconds=round(seconds, 1),
            articles=sum(found.articles for found in audits),
            enriched=sum(found.enriched for found in audits),
            dead=sum(found.dead for found in audits),
            events=sum(found.events for found in audits),
            happenings=sum(found.happenings for found in audits),
            lost=sum(finding.kind in LOST for finding in findings),
            unaccounted=len(findings),
            findings=[str(finding) for finding in findings],
            rows=[_row(kind, [f for f in injected if f.kind == kind]) for kind in sorted({f.kind for f in injected})],
            injected=injected,
            not_injected=dict(unavailable),
        )

    @property
    def good(self) -> bool:
        """Return whether everything adds up and every fault was recovered from."""
        return not self.findings and not any(fault.unrecovered for fault in self.injected)

    def encode(self) -> bytes:
        """Return the report as JSON."""
        return msgspec.json.format(msgspec.json.encode(self)) + b"\n"


def _injected(outcome: Outcome) -> list[Injected]:
    # The first two counts of the ledger are from before the first fault.
    found = outcome.audit.repeated_articles[2:], outcome.audit.repeated_events[2:]
    return [
        Injected(
            kind=one.strike.kind,
            lasted_seconds=round(one.window.mended - one.window.began, 1),
            recovery_seconds=seconds,
            repeated_articles=articles,
            repeated_events=events,
            exits=one.exits,
            unrecovered=one.unrecovered,
            waiting=one.waiting,
            load=round(one.load, 1),
        )
        for one, seconds, articles, events in zip(outcome.faults, outcome.recoveries, *found, strict=True)
    ]


def _row(kind: str, faults: Sequence[Injected]) -> Row:
    times = [fault.recovery_seconds for fault in faults]
    return Row(
        kind=kind,
        count=len(faults),
        repeated_articles=sum(fault.repeated_articles for fault in faults),
        repeated_events=sum(fault.repeated_events for fault in faults),
        restarts=sum(len(fault.exits) for fault in faults),
        median_seconds=round(median(times), 1),
        worst_seconds=max(times),
    )


def _loads(report: Report) -> str:
    loads = [fault.load for fault in report.injected]
    return f"{min(loads):.0f} to {max(loads):.0f}" if loads else "unknown"


def table(report: Report) -> str:
    """Return the report as a table for the terminal."""
    grid = Table("fault", "times", "articles again", "events again", "restarts", "recovery, median s", "worst s")
    for row in report.rows:
        grid.add_row(*(str(value) for value in msgspec.structs.astuple(row)))
    console = Console(width=116, file=io.StringIO(), record=True)
    console.print(grid)
    console.print(
        f"{report.broker}, seed {report.seed}, {report.workers} workers, {report.rate:g} articles a second:"
        f" {len(report.injected)} faults in {report.seconds:.0f} s, load average {_loads(report)};"
        f" {report.articles} articles fed, {report.enriched} enriched, {report.dead} dead letters,"
        f" {report.events} events, {report.happenings} happenings;"
        f" {report.lost} lost, {report.unaccounted} unaccounted"
    )
    for finding in report.findings[:50]:
        console.print(f"  {finding}", markup=False)
    for fault in report.injected:
        if fault.unrecovered:
            console.print(f"  not recovered from {fault.kind}: {fault.unrecovered[:500]}", markup=False)
    for kind, why in report.not_injected.items():
        console.print(f"  not injected: {kind}: {why}", markup=False)
    return console.export_text()
