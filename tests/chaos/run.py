"""Inject faults while articles flow, then prove by counting that each article was handled.

python -m tests.chaos.run [--broker kafka|embedded] [--faults N] [--seed S] [--out chaos.json]

Faults come one at a time in an order drawn from the seed. Each is injected, lasts for a time, and is repaired. It is
recovered from when every article that was fed by then has an outcome. Then all topics are replayed. Exit 1 if
something does not add up.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.chaos.cluster_run import ClusterRun, Outcome
from tests.chaos.faults import ONE_KAFKA, THREE_KAFKA, WORKERS
from tests.chaos.faults.fault import Fault
from tests.chaos.report import Report, table
from tests.chaos.schedule import schedule
from tests.chaos.testbed import Plan

CLUSTERS: dict[str, list[tuple[int, Mapping[str, type[Fault]]]]] = {
    "kafka": [(1, ONE_KAFKA), (3, THREE_KAFKA)],
    "embedded": [(0, WORKERS)],
}
"""By kind of broker: the number of brokers and the faults to inject."""
Tell = Callable[[str], None]


def main() -> None:
    """Run, print the table, write the JSON, exit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broker", choices=("kafka", "embedded"), default="kafka")
    parser.add_argument("--faults", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--rate", type=float, default=20.0, help="articles a second")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--reader", default="tests.broker.stub_reader:build", help="or tests.chaos.reader:build")
    parser.add_argument("--only", help="kinds, comma-separated")
    parser.add_argument("--keep", type=Path, help="a folder for logs; else they go with the run")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    plan = Plan(given.rate, given.workers, given.reader)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        kinds = given.only.split(",") if given.only else []
        report = run(given.broker, plan, given.faults, given.seed, folder, kinds)
    print(table(report), flush=True)
    if given.out:
        given.out.write_bytes(report.encode())
    sys.exit(0 if report.good else 1)


def run(
    broker: str, plan: Plan, count: int, seed: int, folder: Path, only: Sequence[str] = (), tell: Tell = print
) -> Report:
    """Run each cluster in turn with its share of the plan."""
    every = {kind: fault for _, kinds in CLUSTERS[broker] for kind, fault in kinds.items()}
    unavailable = {kind: why for kind, fault in every.items() if (why := fault.unavailable())}
    chosen = [kind for kind in every if kind not in unavailable and (not only or kind in only)]
    planned = schedule(chosen, count, seed)
    started = time.monotonic()
    outcomes: list[Outcome] = []
    for nodes, kinds in CLUSTERS[broker]:
        share = [one for one in planned if one.kind in kinds]
        if share:
            cluster_run = ClusterRun(nodes, kinds, plan, folder / f"{broker}-{nodes}")
            outcomes.append(cluster_run.run(share, tell))
    return Report.of(broker, seed, plan.rate, plan.workers, time.monotonic() - started, outcomes, unavailable)


if __name__ == "__main__":
    main()
