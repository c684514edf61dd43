"""BENCHMARK stream: articles per second through Kafka, from `articles.raw` to `articles.enriched` and `events`.

Compared with the *plain* agent (a Faust agent that calls `nlp(text)` per article, with the newest spaCy) and the
*bare* loop (the reader in as many processes, without Kafka), which shows the cost of Kafka. All articles are on the
topic before a contestant starts; rates are computed from the append times of its outputs, without both ends.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from agents.pool.reader_handle import ONE_THREAD
from streams.contract.topics import DEAD, ENRICHED, RAW
from tests.bench.articles import repeat
from tests.bench.environments import ROOT, CannotInstall, plain
from tests.bench.figures import rate, ratio
from tests.bench.processes import cpu_seconds
from tests.bench.reading import PACKAGE, WEIGHTS
from tests.bench.results import Row
from tests.bench.testbed import Outputs, StreamTestbed, publish
from tests.broker.topics_fixture import Rig

log = logging.getLogger(__name__)
Rates = defaultdict[tuple[str, int], list[float]]

COUNT, ROUNDS, LEAST = 1500, 3, 100
PLAIN_SHARE = 0.25
"""Share of the articles for the plain agents, which are slower and need fewer for a precise rate."""
BARE = "tests.bench.contestants.bare"


@dataclass(frozen=True, slots=True)
class StreamRun:
    """The rate of a worker, and the processor time per article of its parts in seconds."""

    rate: float
    worker: float
    readers: float
    broker: float


def run(testbed: StreamTestbed, raws: list[bytes], count: int = COUNT, rounds: int = ROUNDS) -> list[Row]:
    """Measure every contestant with one process and with two, round by round."""
    rates: Rates = defaultdict(list)
    spent: list[StreamRun] = []
    few = max(LEAST, int(count * PLAIN_SHARE))
    lacking = ""
    for _ in range(rounds):
        for processes in (1, 2):
            rates["bare loop", processes].append(bare(raws, count, processes))
            with testbed.rig(PROCESSES=str(processes)) as rig:
                spent.append(run_worker(testbed, rig, list(repeat(raws, count))))
            rates["Dateline", processes].append(spent[-1].rate)
            try:
                python = plain("newest", "spacy", WEIGHTS, "faust-streaming")
            except CannotInstall as error:
                lacking = str(error)
                continue
            with testbed.rig() as rig, tempfile.TemporaryDirectory() as folder:
                some = list(repeat(raws, few))
                rates["plain agent", processes].append(run_plain_agents(rig, python, some, processes, folder))
        log.info("stream: %s", {key: f"{found[-1]:.1f}/s" for key, found in rates.items()})
    return [*_rates(rates, lacking), *_ratios(rates), *_parts(spent)]


def run_worker(testbed: StreamTestbed, rig: Rig, raws: list[bytes]) -> StreamRun:
    """Run one worker with the rig's settings on these articles, which are on the topic already."""
    publish(rig, raws)
    worker = rig.worker()
    worker.until_ready()
    with Outputs(rig, ENRICHED, DEAD) as outputs:
        outputs.watch(1, lambda: worker.process.poll() is None)
        parts = [[worker.process.pid], worker.readers(), testbed.broker_pids]
        before, done = [sum(map(cpu_seconds, pids)) for pids in parts], len(outputs.moments)
        outputs.watch(len(raws), lambda: worker.process.poll() is None)
        after = [sum(map(cpu_seconds, pids)) for pids in parts]
    each = [(b - a) / max(1, len(raws) - done) for a, b in zip(before, after, strict=True)]
    worker.kill()
    return StreamRun(rate(outputs.moments), *each)


def bare(raws: list[bytes], count: int, processes: int) -> float:
    """Return the rate of so many processes that each read a share of the articles concurrently."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        readers = []
        every = list(repeat(raws, count))
        for number in range(processes):
            file = Path(folder, f"{number}.jsonl")
            file.write_bytes(b"\n".join(every[number::processes]) + b"\n")
            reader = subprocess.Popen(
                [sys.executable, "-m", BARE, file],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=os.environ | ONE_THREAD,
                cwd=ROOT,
            )
            stack.callback(reader.kill)
            readers.append(reader)
        for reader in readers:
            assert reader.stdout is not None
            reader.stdout.readline()
        for reader in readers:
            assert reader.stdin is not None
            reader.stdin.write("\n")
            reader.stdin.flush()
        outs = [reader.communicate()[0] for reader in readers]
    batches = [json.loads(line) for out in outs for line in out.splitlines()]
    return rate([moment for moment, size in batches for _ in range(size)])


def run_plain_agents(rig: Rig, python: Path, raws: list[bytes], processes: int, folder: str) -> float:
    """Return the rate of so many plain agents in one group; `folder` receives Faust's files."""
    publish(rig, raws)
    settings = {
        "BENCH_GROUP": rig.settings.group,
        "BENCH_BROKER": rig.cluster.address,
        "BENCH_REBALANCE_SECONDS": str(rig.settings.rebalance_timeout_seconds),
        "BENCH_FROM": rig.topic(RAW),
        "BENCH_TO": rig.topic(ENRICHED),
        "BENCH_MODEL": PACKAGE,
    }
    with ExitStack() as stack:
        agents = []
        for _ in range(processes):
            agent = subprocess.Popen(
                [python, "-m", "tests.bench.contestants.plain_agent", "worker", "--without-web", "-l", "error"],
                env=os.environ | ONE_THREAD | settings | {"PYTHONPATH": str(ROOT)},
                cwd=folder,
                stdout=subprocess.DEVNULL,
            )
            stack.callback(agent.kill)
            agents.append(agent)
        outputs = stack.enter_context(Outputs(rig, ENRICHED))
        outputs.watch(len(raws), lambda: all(agent.poll() is None for agent in agents))
    return rate(outputs.moments)


def _rates(rates: Rates, lacking: str) -> list[Row]:
    rows = [
        Row("stream", f"{way}, {_processes(processes)}", median(found), "articles/s")
        for (way, processes), found in sorted(rates.items(), key=lambda item: (item[0][1], item[0][0]))
    ]
    return [*rows, Row("stream", "plain agent", None, "articles/s", note=lacking)] if lacking else rows


def _ratios(rates: Rates) -> list[Row]:
    """Return each ratio with equal process counts, and with as many plain agents as there are readers."""
    asked = [
        ("against the plain agent, two cores", ("Dateline", 2), ("plain agent", 1), 5.0, 8.0),
        ("against two plain agents, two cores", ("Dateline", 2), ("plain agent", 2), None, None),
        ("against one plain agent, one reader", ("Dateline", 1), ("plain agent", 1), None, None),
        ("against the bare loop, 1 process", ("Dateline", 1), ("bare loop", 1), 0.92, 0.97),
        ("against the bare loop, 2 processes", ("Dateline", 2), ("bare loop", 2), 0.92, 0.97),
        ("two reader processes against one", ("Dateline", 2), ("Dateline", 1), 1.8, 1.95),
        ("two bare processes against one", ("bare loop", 2), ("bare loop", 1), None, None),
    ]
    return [
        Row("stream", what, ratio(rates[over], rates[under]), "x", least, aim)
        for what, over, under, least, aim in asked
        if over in rates and under in rates
    ]


def _parts(spent: list[StreamRun]) -> list[Row]:
    """Return the processor time per article by part."""
    parts = {
        "worker": [s.worker for s in spent],
        "readers": [s.readers for s in spent],
        "broker": [s.broker for s in spent],
    }
    return [Row("stream", f"processor time, {part}", 1000 * median(t), "ms/article") for part, t in parts.items()]


def _processes(count: int) -> str:
    return f"{count} process{'es' if count > 1 else ''}"
