"""Breaks everything around Dateline while articles flow, then proves by counting that each was handled.

python -m tests.chaos.run [--broker kafka|embedded] [--faults N] [--seed S] [--out chaos.json]

Faults come one after the other in an order drawn from the seed. Each is injected, lasts, is mended, and is
recovered from when every article that was fed by then has its outcome. Then all topics are replayed. Exits 1 where
something does not add up.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from streams.broker import EmbeddedBroker
from streams.routes import load_routes
from tests.broker.clusters import COMMON, EMBEDDED, Cluster
from tests.broker.workers import ROOT
from tests.chaos.faults import ONE_KAFKA, WORKERS
from tests.chaos.faults.fault import Fault
from tests.chaos.kafka import Broker, start_brokers
from tests.chaos.ledger import Audit, Strike, audit
from tests.chaos.report import Injected, Report, table
from tests.chaos.schedule import Planned, schedule
from tests.chaos.site import Plan, Site
from tests.chaos.undisturbed import wanted_of

START = "workers starting"
REST_SECONDS = 240
"""A site that has not recovered for so long does not recover."""
Tell = Callable[[str], None]


def main() -> None:
    """Run, print the table, write the JSON, exit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broker", choices=("kafka", "embedded"), default="kafka")
    parser.add_argument("--faults", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--rate", type=float, default=20.0, help="articles a second")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--reader", default="tests.broker.readers:build", help="or tests.chaos.reader:build")
    parser.add_argument("--only", help="kinds, comma-separated")
    parser.add_argument("--keep", type=Path, help="a folder for logs; else they go with the run")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    plan = Plan(given.rate, given.workers, given.reader)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        kinds = given.only.split(",") if given.only else None
        report = run(given.broker, plan, given.faults, given.seed, folder, kinds)
    print(table(report), flush=True)
    if given.out:
        given.out.write_bytes(report.encode())
    sys.exit(0 if report.good else 1)


def run(
    broker: str, plan: Plan, count: int, seed: int, folder: Path, only: list[str] | None = None, tell: Tell = print
) -> Report:
    """One whole run."""
    kinds = ONE_KAFKA if broker == "kafka" else WORKERS
    lacking = {kind: why for kind, fault in kinds.items() if (why := fault.lacking())}
    chosen = [kind for kind in kinds if kind not in lacking and (only is None or kind in only)]
    started = time.monotonic()
    with ExitStack() as stack:
        cluster, brokers = stack.enter_context(_cluster(broker, 1, folder))
        site = Site(cluster, brokers, plan, folder, stack)
        _until_rest(site)
        start = site.strike(START, disturbs=1)
        site.feeder.start()
        injected: list[Injected] = []
        strikes: list[Strike] = []
        for number, planned in enumerate(schedule(chosen, count, seed), 1):
            strike, done = _break(site, kinds, planned)
            strikes.append(strike)
            injected.append(done)
            tell(f"[{number}/{count}] {done}")
        found = _settle(site, [start, *strikes])
    return Report.of(broker, seed, plan.rate, time.monotonic() - started, injected, found, lacking)


@contextmanager
def _cluster(name: str, nodes: int, folder: Path) -> Iterator[tuple[Cluster, list[Broker]]]:
    if name == "embedded":
        with EmbeddedBroker() as embedded:
            yield Cluster(name, embedded.address, EMBEDDED, exact=False), []
        return
    brokers = start_brokers(nodes, folder)
    try:
        yield Cluster(name, ",".join(b.address for b in brokers), COMMON), brokers
    finally:
        for broker in brokers:
            broker.close()


def _break(site: Site, kinds: Mapping[str, type[Fault]], planned: Planned) -> tuple[Strike, Injected]:
    """Inject one fault, mend it, and wait until it is recovered from."""
    time.sleep(planned.quiet_seconds)
    fault = kinds[planned.kind](site, planned.draw)
    exits = len(site.crew.exits)
    strike = site.strike(planned.kind, fault.disturbs)
    fault.inject()
    time.sleep(fault.seconds)
    fault.heal()
    mended = time.monotonic()
    sent = site.feeder.sent()
    strike = site.allowing(strike, sent, fault.forgets)
    recovered = _until(lambda: not site.observer.missing(sent))
    seconds = time.monotonic() - mended
    rested = recovered and _until(lambda: not site.behind(sent))
    why = "" if rested else site.behind(sent)
    return strike, Injected(planned.kind, fault.seconds, seconds, site.crew.exits[exits:], why)


def _settle(site: Site, strikes: list[Strike]) -> Audit:
    """Stop feeding, let the workers finish, stop them, and replay."""
    site.feeder.stop()
    _until_rest(site)
    _until(lambda: site.lag() == 0)
    site.crew.stop()
    site.observer.stop()
    routes = load_routes(site.river.settings.routes)
    wanted = wanted_of(site.feeder.fed, site.plan.reader, site.river.settings.model, routes, [ROOT, *site.trees])
    return audit(site.books(wanted, strikes))


def _until_rest(site: Site) -> None:
    sent = site.feeder.sent()
    if not _until(lambda: not site.behind(sent)):
        print(f"not at rest after {REST_SECONDS} s: {site.behind(sent)}", flush=True)


def _until(done: Callable[[], bool]) -> bool:
    """Whether it came true in time."""
    deadline = time.monotonic() + REST_SECONDS
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


if __name__ == "__main__":
    main()
