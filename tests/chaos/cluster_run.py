"""The run of one cluster: its share of the faults, one at a time, and then the replay of its topics."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.broker.clusters import COMMON, Cluster, embedded
from tests.broker.worker_process import ROOT
from tests.chaos.baseline_output import wanted_of
from tests.chaos.faults.fault import Fault
from tests.chaos.kafka import Broker, start_brokers
from tests.chaos.ledger import Audit, Strike, audit
from tests.chaos.progress import until
from tests.chaos.recovery import Window, recoveries
from tests.chaos.schedule import Planned
from tests.chaos.testbed import ChaosTestbed, Plan

START = "workers starting"
REST_SECONDS, REREAD_SECONDS = 120, 1800
"""Seconds without progress until a testbed counts as not recovered; REREAD_SECONDS while everything is read again."""


@dataclass(frozen=True, slots=True)
class FaultRecord:
    """One injected fault."""

    strike: Strike
    window: Window
    exits: list[str]
    """Workers that ended unexpectedly because of the fault and were restarted."""
    unrecovered: str
    """What was still wrong when the wait ended; empty if nothing."""
    waiting: int
    """Articles without an outcome when the fault was repaired."""
    load: float
    """Load average of one minute at the end: processes that run or wait for a processor."""

    def __str__(self) -> str:
        seconds = self.window.mended - self.window.began
        state = f"; NOT RECOVERED: {self.unrecovered}" if self.unrecovered else ""
        evidence = f"{seconds:.1f} s, {self.waiting} articles waiting, load {self.load:.1f}"
        return f"{self.strike.kind}: {evidence}{''.join(f'; {e}' for e in self.exits)}{state}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one cluster."""

    faults: list[FaultRecord]
    recoveries: list[float]
    """Recovery time in seconds, one for each fault."""
    audit: Audit
    """Its counts by strike begin with those before the first fault and those of the start of the workers."""


class ClusterRun:
    """A cluster of so many Apache Kafka brokers; 0 means the embedded broker."""

    def __init__(self, nodes: int, kinds: Mapping[str, type[Fault]], plan: Plan, folder: Path) -> None:
        self._nodes, self._kinds, self._plan, self._folder = nodes, kinds, plan, folder
        folder.mkdir(parents=True)

    def run(self, plan: Sequence[Planned], tell: Callable[[str], None]) -> Outcome:
        """Start everything, inject the faults, replay the topics."""
        with ExitStack() as stack:
            cluster, brokers = stack.enter_context(self._cluster())
            testbed = ChaosTestbed(cluster, brokers, self._plan, self._folder, stack)
            _until_rest(testbed)
            start = testbed.strike(START, disturbs=1)
            testbed.feeder.start()
            faults: list[FaultRecord] = []
            for number, planned in enumerate(plan, 1):
                faults.append(self._break(testbed, planned))
                tell(f"[{number}/{len(plan)}] {faults[-1]}")
            return _settle(testbed, start, faults)

    @contextmanager
    def _cluster(self) -> Iterator[tuple[Cluster, list[Broker]]]:
        if not self._nodes:
            with embedded() as cluster:
                yield cluster, []
            return
        brokers = start_brokers(self._nodes, self._folder)
        try:
            yield Cluster("kafka", ",".join(b.address for b in brokers), COMMON), brokers
        finally:
            for broker in brokers:
                broker.close()

    def _break(self, testbed: ChaosTestbed, planned: Planned) -> FaultRecord:
        """Inject one fault, repair it, and wait for recovery."""
        time.sleep(planned.quiet_seconds)
        fault = self._kinds[planned.kind](testbed, planned.draw)
        exits = len(testbed.supervisor.exits)
        strike = testbed.strike(planned.kind, fault.disturbs)
        strike = replace(strike, refuses=fault.refuses, mixes=fault.mixes)
        began, why = time.time(), ""
        try:
            fault.inject()
            time.sleep(fault.seconds)
        except AssertionError as error:
            why = str(error)
        finally:
            fault.heal()
        window = Window(began, time.time())
        strike = testbed.allowing(strike, testbed.feeder.sent(), fault.forgets)
        waiting = len(testbed.observer.missing(testbed.feeder.sent()))
        why = why or _until_rest(testbed, REREAD_SECONDS if fault.forgets else REST_SECONDS)
        return FaultRecord(strike, window, testbed.supervisor.exits[exits:], why, waiting, os.getloadavg()[0])


def _settle(testbed: ChaosTestbed, start: Strike, faults: list[FaultRecord]) -> Outcome:
    """Stop feeding, let the workers finish, stop them, and replay."""
    testbed.feeder.stop()
    _until_rest(testbed)
    # The events of all articles are routed again too, which takes longer than reading the articles.
    until(lambda: f"behind by {lags}" if any(lags := testbed.lags()) else "", testbed.lags, REST_SECONDS)
    testbed.supervisor.stop()
    testbed.observer.stop()
    wanted = wanted_of(
        testbed.feeder.fed, testbed.plan.reader, testbed.rig.settings.model, testbed.routes, [ROOT, *testbed.trees]
    )
    run_record = testbed.run_record(wanted, [start, *(one.strike for one in faults)])
    found = audit(run_record)
    return Outcome(faults, recoveries(run_record, [one.window for one in faults]), found)


def _until_rest(testbed: ChaosTestbed, seconds: float = REST_SECONDS) -> str:
    """Wait until everything sent has an outcome and every worker is ready. Return what is missing after the timeout."""
    for _ in range(2):
        # Articles that were sent in the meantime may wait for a worker that has only just become ready.
        sent = testbed.feeder.sent()
        if why := until(partial(testbed.behind, sent), partial(testbed.to_do, sent), seconds):
            return why
    return ""
