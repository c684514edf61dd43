"""One cluster from start to end: its share of the faults, one after the other, and the replay of its topics."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.broker.clusters import COMMON, Cluster, embedded
from tests.broker.worker_process import ROOT
from tests.chaos.baseline_output import wanted_of
from tests.chaos.faults.fault import Fault
from tests.chaos.kafka import Broker, start_brokers
from tests.chaos.ledger import Audit, Strike, audit
from tests.chaos.recovery import Window, recoveries
from tests.chaos.schedule import Planned
from tests.chaos.testbed import ChaosTestbed, Plan

START = "workers starting"
REST_SECONDS, LAG_SECONDS = 240, 1800
"""A site that has not recovered for so long does not recover; nor one that reads all again, or is behind at last."""


@dataclass(frozen=True, slots=True)
class Struck:
    """One fault that was injected."""

    strike: Strike
    window: Window
    exits: list[str]
    """Workers that ended because of it without being told to, and were started again."""
    unrecovered: str
    """What was still wrong when the waiting was over."""

    def __str__(self) -> str:
        seconds = self.window.mended - self.window.began
        state = f"; NOT RECOVERED: {self.unrecovered}" if self.unrecovered else ""
        return f"{self.strike.kind}: {seconds:.1f} s{''.join(f'; {e}' for e in self.exits)}{state}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one cluster."""

    struck: list[Struck]
    recoveries: list[float]
    """Seconds, a fault each."""
    audit: Audit
    """Its counts by strike begin with what came before any, and what came while the workers started."""


class ClusterRun:
    """A cluster of so many brokers of Apache Kafka; of none, the embedded broker."""

    def __init__(self, nodes: int, kinds: Mapping[str, type[Fault]], plan: Plan, folder: Path) -> None:
        self._nodes, self._kinds, self._plan, self._folder = nodes, kinds, plan, folder
        folder.mkdir(parents=True)

    def run(self, plan: Sequence[Planned], tell: Callable[[str], None]) -> Outcome:
        """Start all, break it, replay it."""
        with ExitStack() as stack:
            cluster, brokers = stack.enter_context(self._cluster())
            testbed = ChaosTestbed(cluster, brokers, self._plan, self._folder, stack)
            _until_rest(testbed)
            start = testbed.strike(START, disturbs=1)
            testbed.feeder.start()
            struck: list[Struck] = []
            for number, planned in enumerate(plan, 1):
                struck.append(self._break(testbed, planned))
                tell(f"[{number}/{len(plan)}] {struck[-1]}")
            return _settle(testbed, start, struck)

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

    def _break(self, testbed: ChaosTestbed, planned: Planned) -> Struck:
        """Inject one fault, mend it, and wait until it is recovered from."""
        time.sleep(planned.quiet_seconds)
        fault = self._kinds[planned.kind](testbed, planned.draw)
        exits = len(testbed.supervisor.exits)
        strike = replace(testbed.strike(planned.kind, fault.disturbs), refuses=fault.refuses)
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
        seconds = LAG_SECONDS if fault.forgets else REST_SECONDS
        return Struck(strike, window, testbed.supervisor.exits[exits:], why or _until_rest(testbed, seconds))


def _settle(testbed: ChaosTestbed, start: Strike, struck: list[Struck]) -> Outcome:
    """Stop feeding, let the workers finish, stop them, and replay."""
    testbed.feeder.stop()
    _until_rest(testbed)
    # The events of all articles are routed again too, which takes longer than the articles.
    _until(lambda: testbed.lag() == 0, LAG_SECONDS)
    testbed.supervisor.stop()
    testbed.observer.stop()
    wanted = wanted_of(
        testbed.feeder.fed, testbed.plan.reader, testbed.rig.settings.model, testbed.routes, [ROOT, *testbed.trees]
    )
    run_record = testbed.run_record(wanted, [start, *(one.strike for one in struck)])
    found = audit(run_record)
    return Outcome(struck, recoveries(run_record, [one.window for one in struck]), found)


def _until_rest(testbed: ChaosTestbed, seconds: float = REST_SECONDS) -> str:
    """Wait until all that was sent so far has its outcome and every worker is ready; what it is that never came."""
    sent = testbed.feeder.sent()
    rested = _until(lambda: not testbed.behind(sent), seconds)
    # What was sent meanwhile may wait for a worker that has only now become ready.
    sent = testbed.feeder.sent()
    return "" if rested and _until(lambda: not testbed.behind(sent)) else testbed.behind(sent)


def _until(done: Callable[[], bool], seconds: float = REST_SECONDS) -> bool:
    """Whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
